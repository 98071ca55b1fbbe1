//! Diagnostics as text, the way rustc shows them.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics};
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
    out.push_str(&format!("{count} {noun} in the spec\n"));
    out
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let title = Level::ERROR
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.id());
    let same_file = diagnostic
        .related
        .as_ref()
        .filter(|(place, _)| place.file == diagnostic.place.file);
    let mut group = title.elements(Vec::<annotate_snippets::Message<'_>>::new());
    if let Some((path, text)) = file(sources, diagnostic.place) {
        let mut snippet = Snippet::source(text).path(path).annotation(
            AnnotationKind::Primary
                .span(range(diagnostic.place, text))
                .label(diagnostic.label.as_str()),
        );
        if let Some((place, why)) = same_file {
            snippet = snippet.annotation(
                AnnotationKind::Context
                    .span(range(*place, text))
                    .label(why.as_str()),
            );
        }
        group = group.element(snippet);
    }
    if let (Some((place, why)), None) = (&diagnostic.related, same_file)
        && let Some((path, text)) = file(sources, *place)
    {
        group = group.element(
            Snippet::source(text).path(path).annotation(
                AnnotationKind::Context
                    .span(range(*place, text))
                    .label(why.as_str()),
            ),
        );
    }
    group.element(Level::HELP.message(&diagnostic.help))
}

fn file(sources: &Sources, place: Place) -> Option<(&str, &str)> {
    sources
        .files()
        .get(place.file)
        .map(|file| (file.path.as_str(), file.text.as_str()))
}

/// The place as a byte range that is certain to lie inside the text, on character borders.
fn range(place: Place, text: &str) -> Range<usize> {
    let floor = |at: usize| {
        (0..=at.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or_default()
    };
    let start = floor(place.start);
    start..floor(place.end).max(start)
}
