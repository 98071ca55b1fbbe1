//! The looks that diagnostics can have, each in a module of its own.

use annotate_snippets::Renderer;

use super::{Diagnostics, github, human, json};
use crate::source::Sources;

/// How diagnostics look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For people, without escape codes: for files and pipes.
    Plain,
    /// For people, coloured: for terminals.
    Coloured,
    /// For programs: one JSON object a line.
    Json,
    /// For GitHub Actions: one workflow command a line, which it shows beside the changed lines.
    GitHub,
}

pub(super) fn render(diagnostics: &Diagnostics, sources: &Sources, style: Style) -> String {
    match style {
        Style::Plain => human::render(diagnostics, sources, &Renderer::plain()),
        Style::Coloured => human::render(diagnostics, sources, &Renderer::styled()),
        Style::Json => json::render(diagnostics, sources),
        Style::GitHub => github::render(diagnostics, sources),
    }
}
