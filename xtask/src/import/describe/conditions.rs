//! Conditions: when a field must be given, of which fields one must be, and how far two times may lie apart.

use crate::import::text::{pattern, plain};

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
    let forms = [
        // required if way is BANK; must be provided when …; mandatory for dynamic codes
        pattern!(
            r"(?i)\b(?:is |it is )?(?:require[ds]?|mandatory|must be (?:filled|provided|passed|given|set)|needed|compulsory)\s*,?\s*(?:only )?(?:if|when|in case|where|for|as long as)\s+([^.;\n)]+)"
        ),
        // if way is BANK, it is required; when the payer is not a rider, it is required
        pattern!(
            r"(?i)\b(?:if|when|for|in case)\s+([^.;\n(]{3,80}?),?\s*(?:it|this|this field|this parameter)?\s*(?:is|are|must be)\s+(?:required|mandatory|filled|provided|compulsory)\b"
        ),
        // 当类型为A时必填, 类型是A的话必传
        pattern!(
            r"(?:当|若|如果|仅)?([^,。;\n(]{2,40}?)(?:时|的时候|的话|情况下|则)\s*,?\s*(?:为|是)?(?:必填|必传|必须|必选|需要传|需传)"
        ),
        // 必填(当类型为A), 必传, 如果类型为A
        pattern!(r"(?:必填|必传|必选)\s*[,(]?\s*(?:当|若|如果)([^,。;\n)]{2,40})"),
    ];
    forms.iter().find_map(|form| {
        let found = form.captures(text)?;
        let (whole, inner) = (found.get(0)?, found.get(1)?);
        let said = inner.as_str().trim().trim_end_matches(['.', ',']).trim();
        let not = text.get(..whole.start()).unwrap_or_default().to_lowercase();
        if not.trim_end().ends_with("not") || said.is_empty() {
            return None;
        }
        Some(Condition {
            text: said.to_owned(),
            range: whole.range(),
        })
    })
}

/// Of which fields the text about `own` says that one must be given; `names` are those of the table.
pub fn one_of(text: &str, own: &str, names: &[&str]) -> Option<Vec<String>> {
    let text = plain(text);
    let says = pattern!(
        r"(?i)select one|choose one|pick one|at least one|one of (?:the )?(?:two|three|them|these|both)|either\b|only one of|one must be|must (?:be )?(?:provide|pass|fill)\w* one|二选一|三选一|任选其一|至少(?:传|填|选)?一|两者|必填其一|必传其一|其中之一|选填一个|不能同时为空|cannot (?:both )?be (?:both )?empty"
    );
    if !says.is_match(&text) {
        return None;
    }
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let mut found: Vec<String> = Vec::new();
    for word in words {
        let name = names.iter().find(|name| name.eq_ignore_ascii_case(word));
        if let Some(name) = name.filter(|name| !found.iter().any(|known| known == *name)) {
            found.push((*name).to_owned());
        }
    }
    if found.len() == 1 && found.first().is_some_and(|found| found != own) {
        // "or `otherNo`, one of both" in the row of a field that it does not name.
        found.insert(0, own.to_owned());
    }
    (found.len() >= 2).then_some(found)
}

/// How far apart two times may lie: a number and its unit.
pub fn span(text: &str) -> Option<(i64, &'static str)> {
    let text = plain(text).to_lowercase();
    let forms = [
        pattern!(
            r"(?:period|range|span|interval|window|time|query|duration|between|dates?)[^.;\n]{0,60}?(?:cannot exceed|can not exceed|must not exceed|not exceed|no more than|at most|up to|within|not be (?:more|longer|greater) than|maximum(?: of)?|max(?: is)?|less than or equal to|limited to|not exceeding)\s*:?\s*(?:is )?\s*(\d+|one|three)\s*(day|hour|month|minute|week|year)s?"
        ),
        pattern!(
            r"(?:maximum|max|longest)[^.;\n]{0,40}?(?:period|range|span|interval|window)[^.;\n]{0,30}?(\d+|one|three)\s*(day|hour|month|minute|week|year)s?"
        ),
        pattern!(
            r"(?:间隔|跨度|范围|区间|时间段|周期|最多|最大|时间)[^。;\n]{0,20}?(?:不能超过|不超过|不可超过|不得超过|最多|最大|最长|以内|限)\D{0,8}?(\d+|一|三)\s*(?:个)?\s*(天|日|小时|个月|月|分钟|周|年)"
        ),
        pattern!(
            r"(?:最多|最大|最长|仅支持|只能|支持)(?:查询|查|支持)?\D{0,8}?(\d+|一|三)\s*(?:个)?\s*(天|日|小时|个月|月|周|年)"
        ),
    ];
    forms.iter().find_map(|form| {
        let found = form.captures(&text)?;
        let count = match found.get(1)?.as_str() {
            "one" | "一" => 1,
            "three" | "三" => 3,
            digits => digits.parse().ok()?,
        };
        let unit = match found.get(2)?.as_str() {
            "day" | "天" | "日" => "days",
            "hour" | "小时" => "hours",
            "month" | "个月" | "月" => "months",
            "minute" | "分钟" => "minutes",
            "week" | "周" => "weeks",
            _ => "years",
        };
        Some((count, unit))
    })
}
