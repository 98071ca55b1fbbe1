//! Where an example begins among lines of text, and where it ends.

use super::Line;
use crate::import::text::pattern;

/// How many lines from `at` on are one example, if one begins there.
pub fn length(lines: &[Line], at: usize) -> Option<usize> {
    let first = lines.get(at)?.text.trim();
    if !opens(first) {
        return None;
    }
    let mut depth = 0_i64;
    let mut inside = false;
    for (index, line) in lines.iter().enumerate().skip(at) {
        let text = line.text.trim();
        if index > at && pattern!(r"^#{1,6}\s+\S").is_match(text) {
            return Some(index - at);
        }
        count(text, &mut depth, &mut inside);
        // A quotation mark too many must not swallow the rest of the page.
        inside = false;
        if depth <= 0 {
            return Some(index - at + 1);
        }
    }
    Some(lines.len() - at)
}

/// Whether a line is how an example begins; `{domain}/path` is not.
fn opens(text: &str) -> bool {
    let rest = match text.strip_prefix('{').or_else(|| text.strip_prefix('[')) {
        Some(rest) => rest.trim_start(),
        None => return false,
    };
    rest.is_empty()
        || rest.starts_with(['"', '“', '”', '\'', '{', '[', '}', ']'])
        || rest.starts_with("//")
        || rest.starts_with("/*")
        || pattern!(r"^[A-Za-z_]\w*\s*[:：]").is_match(rest)
}

/// Counts brackets outside texts.
fn count(text: &str, depth: &mut i64, inside: &mut bool) {
    let mut escaped = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '“' | '”' => *inside = !*inside,
            '/' if !*inside && chars.peek() == Some(&'/') => return,
            '{' | '[' if !*inside => *depth += 1,
            '}' | ']' if !*inside => *depth -= 1,
            _ => {}
        }
    }
}
