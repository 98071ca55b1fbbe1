//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the changed lines.

use super::{Diagnostic, Diagnostics, position::Position};
use crate::source::Sources;

pub(super) fn render(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| command(diagnostic, sources))
        .collect()
}

fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut properties: Vec<String> = place(&Position::of(diagnostic.place, sources))
        .into_iter()
        .map(|(name, value)| format!("{name}={}", escape_property(&value)))
        .collect();
    properties.push(format!("title={}", diagnostic.code));
    format!(
        "::error {}::{}\n",
        properties.join(","),
        escape_data(&text(diagnostic, sources))
    )
}

/// The place's properties. GitHub takes columns only where a place stands on one line.
fn place(at: &Position<'_>) -> Vec<(&'static str, String)> {
    let Some(file) = at.file else {
        return Vec::new();
    };
    let mut properties = vec![("file", file.to_owned()), ("line", at.line.to_string())];
    if at.line == at.end_line {
        properties.push(("col", at.column.to_string()));
    }
    properties.push(("endLine", at.end_line.to_string()));
    if at.line == at.end_line {
        properties.push(("endColumn", at.end_column.to_string()));
    }
    properties
}

/// The message, with all that the properties have no room for.
fn text(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    if !diagnostic.label.is_empty() {
        lines.push(diagnostic.label.clone());
    }
    if let Some((place, why)) = &diagnostic.related {
        let at = Position::of(*place, sources);
        let file = at.file.unwrap_or_default();
        lines.push(format!("{file}:{}:{}: {why}", at.line, at.column));
    }
    lines.push(format!("help: {}", diagnostic.help));
    lines.join("\n")
}

/// As `escapeData` of actions/toolkit.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// As `escapeProperty` of actions/toolkit.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{escape_data, escape_property, render};
    use crate::diagnostic::tests::two_mistakes;

    #[test]
    fn a_command_has_its_place_its_title_and_the_help() {
        let (diagnostics, sources) = two_mistakes();
        let out = render(&diagnostics, &sources);
        let expected = [
            "::error file=spec/endpoints/a%2Cb.yaml,line=3,col=4,endLine=3,endColumn=6,title=E011::\
             `名` stands%0D%0Atwice, 100%25%0Aspec/api.yaml:1:1: the first one%0Ahelp: rename: one,%0Aof them",
            // On two lines, so without columns.
            "::error file=spec/api.yaml,line=1,endLine=2,title=E020::\
             `b` is unknown%0Anot this%0Ahelp: write `a`",
        ];
        assert_eq!(out.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_would_end_a_value_is_escaped() {
        assert_eq!(
            escape_data("50%25: a,b\r\n::x"),
            "50%2525: a,b%0D%0A::x",
            "a percent sign first, so that nothing is escaped twice"
        );
        assert_eq!(escape_property("C:\\a,b%\r\n"), "C%3A\\a%2Cb%25%0D%0A");
    }
}
