//! Diagnostics as text for people, the way rustc shows them.

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Message, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Diagnostics, position};
use crate::{
    place::Place,
    source::{SourceFile, Sources},
};

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
    let mut group = Level::ERROR
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.id())
        .elements(Vec::<Message<'_>>::new());
    let at = diagnostic.place;
    let (same_file, other_file) = diagnostic
        .related
        .iter()
        .partition::<Vec<_>, _>(|(place, _)| place.file == at.file);
    if let Some(file) = sources.files().get(at.file) {
        let primary = annotation(AnnotationKind::Primary, at, &diagnostic.label, file);
        let context = same_file
            .iter()
            .map(|(place, why)| annotation(AnnotationKind::Context, *place, why, file));
        group = group.element(snippet(file).annotation(primary).annotations(context));
    }
    for (place, why) in other_file {
        if let Some(file) = sources.files().get(place.file) {
            let context = annotation(AnnotationKind::Context, *place, why, file);
            group = group.element(snippet(file).annotation(context));
        }
    }
    group.element(Level::HELP.message(printable(&diagnostic.help)))
}

fn snippet(file: &SourceFile) -> Snippet<'_, Annotation<'_>> {
    Snippet::source(&file.text).path(&file.path)
}

fn annotation<'a>(
    kind: AnnotationKind,
    place: Place,
    label: &str,
    file: &SourceFile,
) -> Annotation<'a> {
    kind.span(position::range(place, &file.text))
        .label(printable(label))
}

/// Labels and helps may quote the spec, and the library prints them as they are: a control character in them must not
/// steer the terminal. In titles and source lines it sees to that itself.
fn printable(text: &str) -> String {
    normalize_untrusted_str(text)
}
