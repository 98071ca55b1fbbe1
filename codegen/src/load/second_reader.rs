//! A second opinion on each file: where `serde_yaml` reads something else than we do, the text is ambiguous, and a
//! person's editor may read it either way. That is a mistake in the spec, not a choice for us to make.

use serde_yaml::Value;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    place::Place,
    yaml::{Kind, Node, Resolved},
};

/// Reports the first place where the two readers see different things. `text` is one that our reader has nothing
/// against: this one would follow aliases, and takes minutes over what nests a million levels deep. `told`: whether
/// something is wrong with the file that has been told.
pub fn compare(node: &Node, text: &str, told: bool, diagnostics: &mut Diagnostics) {
    match serde_yaml::from_str::<Value>(text) {
        Ok(value) => {
            if let Some((ours, theirs)) = first_difference(node, &value) {
                let (one, other) = (ours.describe(), describe(theirs));
                let message = format!("one YAML reader sees {one} here, another {other}");
                let help = "write it more plainly: put texts in quotes, and numbers without signs or separators";
                diagnostics.push(Diagnostic::new(
                    Code::TwoReadings,
                    ours.place,
                    message,
                    help,
                ));
            }
        }
        // Numbers that are too long are refused there too, and have been told.
        Err(_) if told => {}
        Err(error) => diagnostics.push(Diagnostic::new(
            Code::TwoReadings,
            place_of(&error, text, node.place),
            format!("a second YAML reader refuses this file: {error}"),
            "write it more plainly",
        )),
    }
}

/// Where the second reader stopped, or, where it does not say, the whole file.
fn place_of(error: &serde_yaml::Error, text: &str, whole: Place) -> Place {
    let Some(location) = error.location() else {
        return whole;
    };
    let lines = text
        .split_inclusive('\n')
        .take(location.line().saturating_sub(1));
    let line_start: usize = lines.map(str::len).sum();
    let line = text.get(line_start..).unwrap_or_default();
    let column = line.char_indices().nth(location.column().saturating_sub(1));
    let at = line_start + column.map_or(line.len(), |(at, _)| at);
    Place {
        start: at,
        end: at,
        ..whole
    }
}

fn first_difference<'a>(node: &'a Node, value: &'a Value) -> Option<(&'a Node, &'a Value)> {
    let same = match (&node.kind, value) {
        (Kind::Sequence(items), Value::Sequence(values)) if items.len() == values.len() => {
            return items
                .iter()
                .zip(values)
                .find_map(|(item, value)| first_difference(item, value));
        }
        (Kind::Mapping(entries), Value::Mapping(values)) if entries.len() == values.len() => {
            return entries
                .iter()
                .zip(values)
                .find_map(|((key, item), (other_key, value))| {
                    first_difference(key, other_key).or_else(|| first_difference(item, value))
                });
        }
        (Kind::Refused, _) => true,
        (Kind::Scalar { .. }, value) => node
            .resolved()
            .is_some_and(|resolved| same_scalar(resolved, value)),
        _ => false,
    };
    (!same).then_some((node, value))
}

/// What the other reader sees, in the words of a diagnostic.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(value) => format!("the boolean `{value}`"),
        Value::Number(number) => format!("the number `{number}`"),
        Value::String(text) => format!("the text `{text}`"),
        Value::Sequence(_) => "a list".to_owned(),
        Value::Mapping(_) => "a mapping".to_owned(),
        Value::Tagged(_) => "a value with a tag".to_owned(),
    }
}

fn same_scalar(ours: Resolved<'_>, theirs: &Value) -> bool {
    match ours {
        Resolved::Null => theirs.is_null(),
        Resolved::Bool(value) => theirs.as_bool() == Some(value),
        Resolved::Int(value) => theirs.as_i64() == Some(value),
        Resolved::Number(_) => theirs.is_number(),
        Resolved::Text(text) => theirs.as_str() == Some(text),
        // Has its own diagnostic wherever text is wanted.
        Resolved::Ambiguous(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::compare;
    use crate::{diagnostic::Diagnostics, yaml};

    /// The one mistake that the second reader finds in `text`: what it points at, and the message.
    fn found(text: &str) -> Option<(String, String)> {
        let mut diagnostics = Diagnostics::default();
        let node = yaml::parse(text, 0, &mut diagnostics)?;
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        compare(&node, text, false, &mut diagnostics);
        assert!(diagnostics.len() <= 1);
        let mistake = diagnostics.iter().next()?;
        let marked = text.get(mistake.place.start..mistake.place.end)?;
        Some((marked.to_owned(), mistake.message.clone()))
    }

    #[test]
    fn what_both_read_alike_is_fine() {
        let text = "a: 1\né: [x, 'y', 12345678901234567890, -1.5e3, ~, true]\nb: {c: |\n   d\n}\n";
        assert_eq!(found(&text.replace(": {c: |\n   d\n}", ": |\n  d\n")), None);
    }

    #[test]
    fn what_the_second_reader_cannot_read_is_told_at_its_place() {
        let (marked, message) = found("%FOO é\n---\na: b\n").unwrap_or_default();
        assert_eq!(marked, "");
        assert!(
            message.starts_with("a second YAML reader refuses this file: found unknown directive")
        );
    }
}
