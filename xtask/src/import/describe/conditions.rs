//! Conditions: when a field must be given.

use crate::import::text::pattern;

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
            r"(?:当|若|如果|仅)?([^,。;\n(]{2,40}?)(?:时|的时候|的话|情况下|,?\s*则)\s*,?\s*(?:为|是)?(?:必填|必传|必须|必选|需要传|需传)"
        ),
        // 必填(当类型为A), 必传, 如果类型为A
        pattern!(r"(?:必填|必传|必选)\s*[,(]?\s*(?:当|若|如果)([^,。;\n)]{2,40})"),
    ];
    forms.iter().find_map(|form| {
        let found = form.captures(text)?;
        let (whole, inner) = (found.get(0)?, found.get(1)?);
        // What becomes of it otherwise is no part of the condition.
        let said = pattern!(r"(?i),?\s*(?:else|otherwise)\b.*$").replace(inner.as_str(), "");
        let said = said.trim().trim_end_matches(['.', ',']).trim();
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
