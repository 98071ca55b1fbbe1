//! Defaults, formats and patterns that a description states.

use crate::import::text::pattern;

/// What `text`, which is plain, says is taken when the field is absent.
pub fn default(text: &str) -> Option<String> {
    static FORMS: std::sync::OnceLock<Vec<regex::Regex>> = std::sync::OnceLock::new();
    const ABSENT: &str = r"(?:not (?:given|passed|filled|provided|set|sent|specified|present|uploaded)|absent|omitted|empty|missing|left out|blank|null)";
    const VALUE: &str = r#"(?:'([^']{1,40})'|"([^"]{1,40})"|(-?\d[\d,]*(?:\.\d+)?)|([A-Z][A-Z0-9_]+)|((?i:true|false|yes|no)\b|[是否](?:$|[,。;)]))|([a-z]{2}[-_][A-Z]{2}))"#;
    // Words of a sentence may follow "default", so that a word in lower case must end it.
    const WORD: &str = r"([a-z][a-z0-9_]*)\s*(?:$|[,.;)。])";
    let forms = [
        format!(
            r"(?i:\b(?:if|when) (?:it is |this is )?{ABSENT})\s*[,:]?\s*(?:then |it is |is |the |taken as )*{VALUE}"
        ),
        format!(
            r"(?:^|[\s,;(]){VALUE}\s+(?:is (?:the default|taken|used)|by default\b|(?:if|when) {ABSENT})"
        ),
        format!(
            r"(?i:\bdefaults?(?:\s+value)?(?:\s+(?:is|to|as|of))?|\bby default)\s*[-:=,]?\s*(?:第)?\s*{VALUE}"
        ),
        format!(
            r"(?i:\bdefaults?(?:\s+value)?(?:\s+(?:is|to|as|of)|\s*[:=])|[,;(]\s*default)\s+{WORD}"
        ),
        format!(
            r"(?:默认|缺省)(?:值)?\s*(?:为|取|:|=)*\s*是?\s*(?:第)?\s*(?:{VALUE}|([a-z][a-z0-9_]*))"
        ),
        r"(?:默认|缺省)(?:值)?\s*(?:为|取|:|=)*\s*(是)(?:$|[,。;)])".to_owned(),
        // In words, where a colon says that these are the value.
        r"默认值\s*:\s*([一-鿿]{2,12})(?:$|[,。;)])".to_owned(),
        format!(r"(?:不传|不填|为空|未传|不送)(?:时|则|,)*(?:默认)?(?:为|取|是|则|即)+\s*{VALUE}"),
    ];
    let forms = FORMS.get_or_init(|| {
        forms
            .iter()
            .map(|form| crate::import::text::compiled(form))
            .collect()
    });
    let said = forms.iter().find_map(|form| {
        let found = form.captures(text)?;
        let group = (1..found.len()).find_map(|at| found.get(at))?;
        Some(group.as_str().to_owned())
    })?;
    let digits = said.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    Some(if digits {
        said.replace(',', "").trim_end_matches('.').to_owned()
    } else {
        said.trim_end_matches([',', '。', ';', ')']).to_owned()
    })
}

/// The one of `values` that `text`, which is plain, says is taken when the field is absent: words that are none would be
/// taken for a sentence.
pub fn default_among<'a>(text: &str, values: impl Iterator<Item = &'a str>) -> Option<String> {
    let form = pattern!(
        r#"(?i)(?:\bdefaults?(?:\s+value)?(?:\s+(?:is|to|as|of))?|默认值?|缺省值?)\s*(?:为|是|取|:|=)?\s*['"]?(\w+?)\b|(\w+) (?:by default|is (?:used|taken|the default))\b"#
    );
    let said = form
        .captures_iter(text)
        .find_map(|found| found.get(1).or_else(|| found.get(2)));
    let said = said?.as_str();
    let mut values = values;
    values.find(|value| *value == said).map(str::to_owned)
}

/// A regular expression that `text` states.
pub fn pattern_of(text: &str) -> Option<String> {
    let bare = pattern!(r"(?:^|[\s(`'/:：，,])(\^[^\s`']+\$)(?:$|[\s).,;`'/，。])").captures(text);
    if let Some(whole) = bare.and_then(|found| found.get(1)) {
        return Some(whole.as_str().to_owned());
    }
    let classes = pattern!(r"(?:^|[\s(`'/:：，,])((?:(?:\[[^\]\s]+\]|\\[dw])(?:\{\d+(?:,\d*)?\}|[+*]))+)(?:$|[\s).,;`'/，。])").captures(text);
    if let Some(whole) = classes.and_then(|found| found.get(1)) {
        return Some(whole.as_str().to_owned());
    }
    let found = pattern!(r"(?i)(?:regex|regexp|regular expression|pattern|正则(?:表达式)?)\s*(?:is|为|:)*\s*[:：]?\s*[`'/]?(\^\S+\$|\^\S+|\[\S+)[`'/]?").captures(text)?;
    let written = found.get(1)?.as_str();
    Some(
        written
            .trim_end_matches(['`', '\'', '/', ',', ';', ')'])
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::pattern_of;

    #[test]
    fn a_pattern_is_known_by_its_form() {
        for (text, pattern) in [
            ("number, `[A-Z0-9-]{1,40}`", Some("[A-Z0-9-]{1,40}")),
            (r"number, \d{6}, of the bank", Some(r"\d{6}")),
            ("regex ^[0-9]{10,15}$", Some("^[0-9]{10,15}$")),
            ("a list, [A,B]", None),
            ("an array of ids, [] if there is none", None),
            ("address/{id}", None),
        ] {
            assert_eq!(pattern_of(text).as_deref(), pattern, "{text}");
        }
    }
}
