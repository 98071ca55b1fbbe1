//! Diagnostics as text, the way rustc shows them.

use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};

use super::{
    Diagnostic, Diagnostics,
    excerpt::{self, Excerpt},
};
use crate::{place::Place, source::Sources};

/// How diagnostics look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// No escape codes: for files and pipes.
    Plain,
    /// Coloured: for terminals.
    Coloured,
}

pub(super) fn render(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        out.push_str(&renderer.render(&[group(diagnostic, sources)]));
        out.push_str("\n\n");
    }
    let count = diagnostics.len();
    let noun = if count == 1 { "mistake" } else { "mistakes" };
    out.push_str(&format!("{count} {noun} in the spec"));
    match count - diagnostics.iter().count() {
        0 => {}
        more => out.push_str(&format!(", {more} of them not shown")),
    }
    out.push('\n');
    out
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title = Level::ERROR
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.id());
    let group = title.elements(Vec::<Message<'_>>::new());
    let primary = (
        AnnotationKind::Primary,
        diagnostic.place,
        diagnostic.label.as_str(),
    );
    let related = diagnostic.related.as_ref();
    let related = related.map(|(place, why)| (AnnotationKind::Context, *place, why.as_str()));
    let group = match related {
        Some(second) if excerpt::near(primary.1, second.1) => {
            element(group, &[primary, second], sources)
        }
        Some(second) => element(element(group, &[primary], sources), &[second], sources),
        None => element(group, &[primary], sources),
    };
    group.element(Level::HELP.message(&diagnostic.help))
}

/// Adds the lines at `labels`, which are places in one file; or just where that is, when there are none to show.
fn element<'a>(
    group: Group<'a>,
    labels: &[(AnnotationKind, Place, &'a str)],
    sources: &'a Sources,
) -> Group<'a> {
    let places: Vec<Place> = labels.iter().map(|(_, place, _)| *place).collect();
    let Some(first) = places.first() else {
        return group;
    };
    let Some(file) = sources.files().get(first.file) else {
        return group;
    };
    let Some(lines) = Excerpt::of(&file.text, &places) else {
        let origin = Origin::path(&file.path);
        if file.text.is_empty() {
            return group.element(origin);
        }
        let (line, column) = excerpt::line_and_column(&file.text, *first);
        return group.element(origin.line(line).char_column(column));
    };
    let annotations = labels.iter().map(|(kind, place, label)| {
        let range = lines.range(*place, &file.text);
        kind.span(range).label(*label)
    });
    let snippet = Snippet::source(lines.text)
        .line_start(lines.first_line)
        .path(&file.path);
    group.element(snippet.annotations(annotations))
}
