//! Diagnostics as text for people, the way rustc shows them.

use annotate_snippets::{
    AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{
    Diagnostic, Diagnostics,
    excerpt::{self, Excerpt},
    position,
};
use crate::{place::Place, source::Sources};

pub(super) fn render(diagnostics: &Diagnostics, sources: &Sources, renderer: &Renderer) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        out.push_str(&renderer.render(&[group(diagnostic, sources)]));
        out.push_str("\n\n");
    }
    out.push_str(&diagnostics.count());
    out.push('\n');
    out
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let group = Level::ERROR
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.id())
        .elements(Vec::<Message<'_>>::new());
    let at = diagnostic.place;
    let primary = (AnnotationKind::Primary, at, diagnostic.label.as_str());
    let related = diagnostic.related.as_ref();
    let related = related.map(|(place, why)| (AnnotationKind::Context, *place, why.as_str()));
    let group = match related {
        Some(second) if excerpt::near(at, second.1) => element(group, &[primary, second], sources),
        Some(second) => element(element(group, &[primary], sources), &[second], sources),
        None => element(group, &[primary], sources),
    };
    group.element(Level::HELP.message(printable(&diagnostic.help)))
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
        let (line, column) = position::begin(*first, &file.text);
        let origin = Origin::path(&file.path).line(line).char_column(column);
        return group.element(origin);
    };
    let annotations = labels.iter().map(|(kind, place, label)| {
        let range = lines.range(*place, &file.text);
        kind.span(range).label(printable(label))
    });
    let snippet = Snippet::source(lines.text)
        .line_start(lines.first_line)
        .path(&file.path);
    group.element(snippet.annotations(annotations))
}

/// Labels and helps may quote the spec, and the library prints them as they are: a control character in them must not
/// steer the terminal. In titles and source lines it sees to that itself.
fn printable(text: &str) -> String {
    normalize_untrusted_str(text)
}
