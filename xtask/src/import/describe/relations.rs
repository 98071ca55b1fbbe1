//! What a sentence says of several fields: of which one must be given, how far apart they may lie, which is never more.

mod spans;

pub use spans::span;

use crate::import::{
    facts::{Order, Span},
    text::pattern,
};

/// A field, and all that sentences call it by.
#[derive(Debug, Clone)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// What it is called, in lower case; the first is the name.
    pub names: Vec<String>,
}

/// What holds between two fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// They lie only so far apart.
    Apart(Span),
    /// One is never more than the other.
    Order(Order),
}

/// The field that `text`, in lower case, begins with the name of, and how long that is.
fn begins<'a>(text: &str, named: &'a [Named]) -> Option<(&'a str, usize)> {
    let skipped = pattern!(r"^(?:\s|'|(?:the|value|of|parameter|field)\b)*")
        .find(text)?
        .end();
    let rest = text.get(skipped..)?;
    let ends = |name: &str| {
        let next = rest.get(name.len()..).and_then(|rest| rest.chars().next());
        !next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '_')
    };
    let found = named
        .iter()
        .flat_map(|field| field.names.iter().map(move |name| (field, name)));
    let found = found.filter(|(_, name)| rest.starts_with(name.as_str()) && ends(name));
    let (field, name) = found.max_by_key(|(_, name)| name.len())?;
    Some((field.name.as_str(), skipped + name.len()))
}

/// The fields that `text` names, in their order there.
fn mentioned<'a>(text: &str, named: &'a [Named]) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let mut found: Vec<&str> = Vec::new();
    let mut at = 0;
    let mut inside = false;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let word = c.is_ascii_alphanumeric() || c == '_';
        if !(word && inside)
            && let Some(name) = named
                .iter()
                .find(|field| names(field, text.get(at..).unwrap_or_default()))
            && !found.contains(&name.name.as_str())
        {
            found.push(&name.name);
        }
        inside = word;
        at += c.len_utf8();
    }
    found
}

/// Whether `text` begins with the very name of a field, or its Chinese one.
fn names(field: &Named, text: &str) -> bool {
    let known = field.names.iter().enumerate();
    let mut known = known
        .filter(|(at, name)| *at == 0 || !name.is_ascii())
        .map(|(_, name)| name);
    known.any(|name| {
        let next = text
            .strip_prefix(name.as_str())
            .map(|rest| rest.chars().next());
        next.is_some_and(|next| {
            !next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '_')
        })
    })
}

/// Of which fields `text`, which is plain, says that one must be given; `own` is the field in whose row it stands.
pub fn one_of(text: &str, own: &str, named: &[Named]) -> Option<Vec<String>> {
    let says = pattern!(
        r"(?i)select one|choose one|pick one|at least one|one of (?:the )?(?:two|three|them|these|both)|\bone of\b[^.;。]{3,80}\b(?:must|required|mandatory|needed|is to be|has to|should be)\b|\bone of\b[^.;。]{3,80}(?:必)|either\b|only one of|one must be|must (?:be )?(?:provide|pass|fill)\w* one|二选一|三选一|任选其一|任选一|选其一|至少(?:要|需|需要|应|须|必须)?(?:传|填|选|提供|有|输入)?(?:写|入)?(?:其中)?(?:一|其)|[两二三](?:者|个)(?:必|选|至少|任|其|不)|必[填传选](?:其一|一个|一项|其中)|其中(?:之一|一个|一项)必|其中之一|选填一个|(?:不能|不可|不得|不允许)(?:同时|都|均|全部?)为空|cannot (?:both |all )?be (?:both |all )?(?:empty|omitted|null|absent|missing|blank)|(?:not|never) (?:both|all) be (?:empty|omitted|null|absent|missing|blank)|both be empty"
    );
    let sentence = text.split(['。', ';']).flat_map(|part| part.split(". "));
    let sentence = sentence
        .filter(|part| says.is_match(part))
        .collect::<Vec<_>>();
    if sentence.is_empty() {
        return None;
    }
    let mut found = mentioned(&sentence.join("; "), named);
    if found.len() < 2 {
        found = mentioned(text, named);
    }
    if !own.is_empty() && found.len() == 1 && found.first().is_some_and(|found| *found != own) {
        // "or `otherNo`, one of both" in the row of a field that it does not name.
        found.insert(0, own);
    }
    let all: Vec<String> = named
        .iter()
        .filter(|field| found.contains(&field.name.as_str()))
        .map(|field| field.name.clone())
        .collect();
    (all.len() >= 2).then_some(all)
}

/// What `text`, which is plain, says of two fields; `own` is the field in whose row it stands, if it stands in one.
pub fn relations(text: &str, own: &str, named: &[Named]) -> Vec<Relation> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    for sentence in lower.split(['。', ';']).flat_map(|part| part.split(". ")) {
        let equation = || equation(sentence, own, named);
        if let Some(relation) = sum(sentence, named).or_else(equation) {
            found.push(relation);
            continue;
        }
        // "At most 31 days after startTime" is a distance, and no order.
        let distance = spans::after(sentence, own, named)
            .or_else(|| spans::after_chinese(sentence, own, named));
        match distance {
            Some((span, rest)) => {
                found.push(span);
                found.extend(compared(&rest, own, named));
            }
            None => found.extend(compared(sentence, own, named)),
        }
    }
    found
}

/// `the sum of a and b must not exceed 100`, `a + b <= c`.
fn sum(sentence: &str, named: &[Named]) -> Option<Relation> {
    let form = pattern!(
        r"^(.*?)(?:\b(?:must|should|shall|may|can|is|are|has to)?\s*(?:not |never |cannot |can't )(?:be )?(?:exceed|more than|greater than|above)|\bcannot exceed|\b(?:at most|up to|no more than)\b|<=|≤|(?:不能|不可|不得|不)(?:超过|大于|高于)|小于等于)\s*(.*)$"
    );
    let equal = pattern!(
        r"^(.*?)(?:\b(?:must|should|has to|needs to)?\s*(?:be )?equals?(?: to)?\b|(?:必须|应|需|须)?等于|==?)\s*(.*)$"
    );
    let (found, sign) = match form.captures(sentence) {
        Some(found) => (found, "<="),
        None => (equal.captures(sentence)?, "="),
    };
    let (before, rest) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let plus =
        pattern!(r"\bsum of\b|\btotal of\b|\+|\bplus\b|\btogether\b|之和|相加|总和|合计|加上")
            .is_match(before);
    let parts = mentioned(before, named);
    if !plus || parts.len() < 2 {
        return None;
    }
    let number = pattern!(r"^\s*(\d[\d,]*)")
        .captures(rest)
        .and_then(|found| found.get(1));
    let more = number.map(|number| number.as_str().replace(',', ""));
    let more = more.or_else(|| begins(rest, named).map(|(name, _)| name.to_owned()))?;
    Some(Relation::Order(Order {
        less: parts.join(" + "),
        sign,
        more,
    }))
}

/// `equals a plus b`, `等于 a 加 b`, of the field in whose row it stands or of the one before it; with a minus, too.
fn equation(sentence: &str, own: &str, named: &[Named]) -> Option<Relation> {
    let form = pattern!(
        r"^(.*?)(?:\bequals?(?: to)?\b|\b(?:is|be)\b|==?|等于|为|是)\s*((?:the )?(?:sum|total) of [^.;]+|'?[a-z_]\w*'?\s*(?:\+|-|\bplus\b|\bminus\b|加上?|减去?)\s*'?[a-z_][^,.;]*|[^,.;]+(?:之和|相加))"
    );
    let found = form.captures(sentence)?;
    let (before, sides) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    let subject = mentioned(before, named).pop().unwrap_or(own);
    let parts = mentioned(sides, named);
    let minus = pattern!(r"\s-\s|\bminus\b|减").is_match(sides);
    let fits = if minus {
        parts.len() == 2
    } else {
        parts.len() >= 2
    };
    if !fits || subject.is_empty() || parts.contains(&subject) {
        return None;
    }
    Some(Relation::Order(Order {
        less: subject.to_owned(),
        sign: "=",
        more: parts.join(if minus { " - " } else { " + " }),
    }))
}

/// `later than startTime`, `must not be below minAmount`, `startTime must be before endTime`, `不能大于总金额`.
fn compared(sentence: &str, own: &str, named: &[Named]) -> Vec<Relation> {
    let form = pattern!(
        r"(\b(?:no|not|never|nor|cannot|can't|must not|mustn't)(?:\s+be)?\s+|不能|不可以?|不得|不应|不允许|不)?(>=|≥|<=|≤|>|<|\b(?:later|greater|more|larger|higher|bigger|longer|earlier|less|smaller|lower|fewer|shorter) than|\b(?:after|above|over|exceeds?|before|below|under|at least|at most|up to)\b|大于|晚于|高于|超过|多于|小于|早于|低于|少于)(\s*(?:,?\s*(?:or )?(?:equal to|the same as|equals)|或?等于|或者?等于))?\s*"
    );
    let mut found = Vec::new();
    for words in form.captures_iter(sentence) {
        let Some(whole) = words.get(0) else { continue };
        let rest = sentence.get(whole.end()..).unwrap_or_default();
        let Some((object, length)) = begins(rest, named) else {
            continue;
        };
        // "before mchUuid is set" compares nothing.
        let next = rest.get(length..).unwrap_or_default();
        if !pattern!(r"^\s*'?\s*(?:$|[,.;)，。]|and\b|or\b|且|并|的)").is_match(next) {
            continue;
        }
        let before = sentence.get(..whole.start()).unwrap_or_default();
        let subject = mentioned(before, named)
            .into_iter()
            .rfind(|name| *name != object);
        let subject = subject.unwrap_or(own);
        if subject.is_empty() || subject == object {
            continue;
        }
        let word = words.get(2).map_or("", |word| word.as_str());
        found.push(order(
            word,
            words.get(1).is_some(),
            words.get(3).is_some(),
            subject,
            object,
        ));
    }
    found
}

/// The order that a word states, the lesser first.
fn order(word: &str, not: bool, equal: bool, subject: &str, object: &str) -> Relation {
    let above = pattern!(r"^(?:>|>=|≥|later|greater|more|larger|higher|bigger|longer|after|above|over|exceed|at least|大于|晚于|高于|超过|多于)").is_match(word);
    let loose = equal
        || matches!(
            word,
            ">=" | "≥" | "<=" | "≤" | "at least" | "at most" | "up to"
        );
    // Not above is below, or the same.
    let (less, more) = if above == not {
        (subject, object)
    } else {
        (object, subject)
    };
    Relation::Order(Order {
        less: less.to_owned(),
        sign: if loose == not { "<" } else { "<=" },
        more: more.to_owned(),
    })
}
