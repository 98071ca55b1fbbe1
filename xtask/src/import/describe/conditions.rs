//! Conditions: when a field must be given.

use crate::import::text::{compiled, pattern};

/// When a field must be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The condition, in the page's words.
    pub text: String,
    /// Where in the plain text it stands: words in it are no values of the field itself.
    pub range: std::ops::Range<usize>,
}

/// The condition that `text`, which is plain, states.
pub fn condition(text: &str) -> Option<Condition> {
    forms().iter().find_map(|form| {
        let found = form.captures(text)?;
        let (whole, inner) = (found.get(0)?, found.get(1)?);
        // A list of the field's own values behind it is no part of the condition, nor is a sample: "(A: x; B: y)", "(e.g. A)".
        let list = pattern!(
            r"\s\(\s*(?:[A-Za-z0-9_]+\s*[:=-]|(?i:[ei]$|eg\b|for example|such as|like\b)|[例如])"
        );
        let list = list.find(inner.as_str());
        let end = list.map_or(whole.end(), |list| inner.start() + list.start());
        let inner = text.get(inner.start()..end.min(inner.end()))?;
        // What becomes of it otherwise is none, either.
        let said = pattern!(
            r"(?i),?\s*\b(?:else|otherwise)\b.*$|,\s*(?:units?|format|length|max|min|default)\b.*$"
        )
        .replace(inner, "");
        let said = said.trim().trim_end_matches(['.', ',']).trim();
        let before = text.get(..whole.start()).unwrap_or_default().to_lowercase();
        let not = before.trim_end().ends_with("not") || before.ends_with(['不', '非']);
        let always = pattern!(r"(?i)^(?:all|every|any|each|the request|this)\b").is_match(said);
        (!not && !always && !said.is_empty()).then(|| Condition {
            text: said.to_owned(),
            range: whole.start()..end,
        })
    })
}

/// The forms of sentences that state a condition; each has it in its first group.
fn forms() -> &'static [regex::Regex] {
    static FORMS: std::sync::OnceLock<Vec<regex::Regex>> = std::sync::OnceLock::new();
    const MUST: &str = r"(?:(?:conditionally )?(?:require[ds]?|mandatory|needed|necessary|compulsory|obligatory)|(?:must|has to|have to|should|needs to) be (?:filled|provided|passed|given|set|sent|present|specified|supplied|entered)(?: in)?|(?:must not|cannot|can not|can't|may not) be (?:empty|blank|null|omitted|left out))";
    const IT: &str =
        r"(?:(?:it|this|this field|this parameter|the field|the parameter)\s+)?(?:is\s+|are\s+)?";
    const CHINESE: &str = r"(?:[该此本](?:字段|参数|项)?)?\s*(?:为|是)?(?:必填|必传|必须|必选|必输|必需|需要?[传填]|需提供|不[能可得]为空|不允许为空)";
    const WHEN: &str = r"(?:的?时候?|的话|的?情况下)";
    let forms = || {
        [
        // required if way is BANK; must be provided when …; mandatory for dynamic codes
        format!(
            r"(?i)\b{MUST}\s*,?\s*\(?(?:only )?(?:if|when|in case(?: of)?|where|for|as long as|once|provided that)\s+([^.;\n)]+)"
        ),
        format!(r"(?i)\b{MUST}\s*,?\s*(unless\s+[^.;\n)]+)"),
        r"(?i)\bconditionally required\s*:\s*([^.;\n)]+)".to_owned(),
        // if way is BANK, it is required; when the payer is not a rider, it is required
        format!(r"(?i)\b(?:if|when|for|in case)\s+([^.;\n(]{{3,80}}?)(?:\s*,\s*(?:then\s+)?|\s+){IT}{MUST}"),
        // 当类型为A时必填, 如果类型是A则必传
        format!(r"(?:仅当|当|若|如果|仅|只有)\s*([^,。;\n(]{{2,40}}?){WHEN}?\s*,?\s*(?:则|才|就)?\s*{CHINESE}"),
        format!(r"([^,。;\n(]{{2,40}}?)(?:{WHEN}|则)\s*,?\s*(?:则|才|就)?\s*{CHINESE}"),
        format!(r"(除[^,。;\n(]{{2,40}}?(?:以|之)?外)\s*,?\s*(?:都|均)?{CHINESE}"),
        // 类型为A必填
        r"([A-Za-z_][A-Za-z0-9_]*\s*(?:为|是|=|==|等于)\s*['A-Za-z0-9_、/或]+?)\s*(?:必填|必传|必选)".to_owned(),
        // 必填(当类型为A), 必传, 如果类型为A
        format!(r"(?:必填|必传|必选)\s*[,(]?\s*(?:仅?当|若|如果)([^,。;\n)]{{2,40}}?){WHEN}?(?:$|[,。;\n)])"),
        format!(r"(?:必填|必传|必选)\s*\(([^,。;\n)]{{2,40}}?){WHEN}\)"),
    ]
    };
    FORMS.get_or_init(|| forms().iter().map(|form| compiled(form)).collect())
}

/// The condition in a cell that holds nothing else: "if way is BANK", 类型为A时.
pub fn stated(cell: &str) -> Option<String> {
    if let Some(found) = condition(cell) {
        return Some(found.text);
    }
    let form = pattern!(
        r"(?i)^[(\s]*(?:(?:only\s+)?(?:if|when|in case(?: of)?)\s+(.{3,})|(?:仅当|当|若|如果)(.{2,}?)(?:的?时候?|的话)?|(.{2,}?)(?:时|的时候|的话))[)\s]*$"
    );
    let found = form.captures(cell)?;
    let said = (1..=3).find_map(|at| found.get(at))?;
    Some(said.as_str().trim_end_matches([')', ' ', '.']).to_owned())
}

/// Whether `text`, which is plain, says of the field in whose row it stands that it must be given, always.
pub fn must(text: &str) -> bool {
    let says = pattern!(
        r"(?i)(?:^|[,;.(]\s*)(?:required|mandatory|compulsory)\s*(?:[),.;]|$)|\b(?:required|mandatory|compulsory) (?:since|from|as of|starting|now)\b|\b(?:this (?:field|parameter|item)|it|this) (?:is|becomes|has become) (?:now |always )?(?:required|mandatory|compulsory)\b|\bmust (?:always )?be (?:provided|filled|passed|given|sent)\b|必填|必传|必须(?:填|传|提供|上送)"
    );
    let not = pattern!(
        r"(?i)\b(?:if|when|unless|not|one of|either|at least one|otherwise)\b|非必|不必|不是必|无需|如果|若|当|时|一|两者|任"
    );
    let mut sentences = text
        .split(['。', ';', '!'])
        .flat_map(|part| part.split(". "));
    sentences.any(|sentence| says.is_match(sentence) && !not.is_match(sentence))
}

/// The fields that a condition is about, one a part.
pub fn subjects(condition: &str) -> Vec<&str> {
    let mut rest = condition;
    let mut found = Vec::new();
    let joins = pattern!(r"(?i)\s*,?\s*(?:\b(?:and|or)\b|&&|\|\||并且|而且|或者|且|或)\s*");
    let compares =
        pattern!(r"^['\x22]?[A-Za-z0-9_]+['\x22]?\s*(?:\b(?:is|are|equals?)\b|[=!<>]|[不等为是])");
    while let Some(join) = joins.find(rest) {
        found.extend(rest.get(..join.start()));
        rest = rest.get(join.end()..).unwrap_or_default();
    }
    found.push(rest);
    let first = found.first().copied();
    let more = found.iter().skip(1).filter(|part| compares.is_match(part));
    let parts = first.into_iter().chain(more.copied());
    parts.filter_map(subject).collect()
}

/// The field that a condition begins with: its first word, where that can only be a name.
fn subject(condition: &str) -> Option<&str> {
    let forms = [
        // payMethod is EWALLET; pay_method: …
        pattern!(r"^(?:the )?['\x22]?([a-z]{2,}(?:[A-Z]|_[a-z])[A-Za-z0-9_]*)"),
        // 'country' is not Thailand
        pattern!(r"^(?:the )?['\x22]([a-z][a-z0-9]+)['\x22]"),
        // country is not TH: a word beside a value is a name, one beside another word may be none.
        pattern!(
            r"^([a-z][a-z0-9]+)\s*(?:\b(?:is|are|equals?|in|not|to|one|of)\b|=|!|<|>|不|等|于|为|是|\s)+\s*['\x22(]?(?-u:[A-Z][A-Z0-9_]+\b|\d|true\b|false\b)"
        ),
    ];
    let found = forms.iter().find_map(|form| form.captures(condition))?;
    found.get(1).map(|name| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::{must, subject, subjects};
    use crate::import::text::plain;

    #[test]
    fn a_condition_names_a_field_where_its_first_word_can_be_nothing_else() {
        for (condition, name) in [
            ("payMethod is EWALLET", Some("payMethod")),
            ("pay_method is set", Some("pay_method")),
            ("payMethod为A", Some("payMethod")),
            ("the payMethod is card", Some("payMethod")),
            ("'country' is Thailand", Some("country")),
            ("country is not TH", Some("country")),
            ("country != TH", Some("country")),
            ("country 不为 TH", Some("country")),
            ("mode is one of 1, 2", Some("mode")),
            ("invoice = true", Some("invoice")),
            ("the payer is a foreigner", None),
            ("country is not home", None),
            ("payment is made by QR", None),
            ("money goes to a bank", None),
            ("eKYC is done", None),
            ("类型为A", None),
        ] {
            assert_eq!(subject(condition), name, "{condition}");
        }
    }

    #[test]
    fn each_part_of_a_condition_names_a_field() {
        for (condition, names) in [
            (
                "closeType 为 1 且 hasBalance 为 true",
                vec!["closeType", "hasBalance"],
            ),
            (
                "payMethod is CARD and country is TH",
                vec!["payMethod", "country"],
            ),
            (
                "payMethod is CARD, or 'country' = TH",
                vec!["payMethod", "country"],
            ),
            ("payMethod=1 && subType=2", vec!["payMethod", "subType"]),
            ("payMethod is CARD or WALLET", vec!["payMethod"]),
            ("payMethod is payIn or payOut", vec!["payMethod"]),
            (
                "the payer is a foreigner and payMethod is CARD",
                vec!["payMethod"],
            ),
            ("payMethod 为 A 或 B", vec!["payMethod"]),
        ] {
            assert_eq!(subjects(condition), names, "{condition}");
        }
    }

    #[test]
    fn what_is_asked_for_always_is_told_from_what_is_asked_for_sometimes() {
        for (text, always) in [
            ("Identification of the shop, mandatory", true),
            ("Mandatory. Name of the shop", true),
            ("mandatory! in THB, not less than 1", true),
            ("Job of the payer, since 2023 this field is mandatory", true),
            ("Job of the payer (required since version 2)", true),
            ("The job. It must be given", true),
            ("职业，自2023年起必填", true),
            ("The job; approval is required", false),
            ("required if kind is A", false),
            ("One of uuid and mobile must be given", false),
            ("It is not mandatory", false),
            ("二者必填其一", false),
            ("类型为A时必填", false),
            ("非必填", false),
        ] {
            assert_eq!(must(&plain(text)), always, "{text}");
        }
    }
}
