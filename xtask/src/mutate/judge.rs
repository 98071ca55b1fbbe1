//! Judges a mutant: does it still generate, and if not, is that said at the place that was changed?

use std::{
    any::Any,
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use codegen::{
    diagnostic::{Diagnostic, Diagnostics},
    file_tree::FileTree,
    place::Place,
    source::Sources,
};

use super::{mutant::Mutant, skeleton};

/// What became of a mutant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It generates. Whether the result compiles is found out later, one of each kind.
    Generates,
    /// Refused, with a diagnostic within the node that was changed.
    AtPlace,
    /// Refused, with a diagnostic that covers the node, or part of it, and more.
    Around,
    /// Refused elsewhere, where the lost name is missed and named.
    Named,
    /// Refused elsewhere only. A failure.
    Elsewhere,
    /// A panic. A failure.
    Panics,
    /// It generates what does not compile. A failure.
    DoesNotCompile,
}

impl Verdict {
    /// All, in the order of the report.
    pub const ALL: [Self; 7] = [
        Self::Generates,
        Self::AtPlace,
        Self::Around,
        Self::Named,
        Self::Elsewhere,
        Self::Panics,
        Self::DoesNotCompile,
    ];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Generates => "generates",
            Self::AtPlace => "at its place",
            Self::Around => "around it",
            Self::Named => "named",
            Self::Elsewhere => "elsewhere",
            Self::Panics => "panics",
            Self::DoesNotCompile => "no compile",
        }
    }

    /// Whether it must not happen.
    #[must_use]
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Elsewhere | Self::Panics | Self::DoesNotCompile)
    }
}

/// What became of one mutant, and how long it took.
#[derive(Debug, Clone)]
pub struct Judgement {
    /// What became of it.
    pub verdict: Verdict,
    /// How long the generator took.
    pub time: Duration,
    /// What was generated, but for documentation: two with the same number need compiling once.
    pub code: Option<u64>,
    /// What the generator, or the panic, said.
    pub said: Vec<String>,
}

/// Generates from `mutant`, and judges what happens.
#[must_use]
pub fn judge(mutant: &Mutant, original: &Sources) -> Judgement {
    let sources = mutant.sources(original);
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| codegen::generate(&sources)));
    let time = start.elapsed();
    let (verdict, code, said) = match outcome {
        Err(panic) => (Verdict::Panics, None, vec![words(&*panic)]),
        Ok(Ok(tree)) => (Verdict::Generates, Some(code(&tree)), Vec::new()),
        Ok(Err(mistakes)) => (place(mutant, &mistakes), None, told(&mistakes, &sources)),
    };
    Judgement {
        verdict,
        time,
        code,
        said,
    }
}

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or(panic.downcast_ref::<&str>().copied());
    format!("panic: {}", text.unwrap_or("without a word"))
}

fn code(tree: &FileTree) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, text) in tree.iter() {
        path.hash(&mut hasher);
        skeleton::code(path, text).hash(&mut hasher);
    }
    hasher.finish()
}

/// Each mistake on one line, with its place.
fn told(mistakes: &Diagnostics, sources: &Sources) -> Vec<String> {
    let lines = mistakes.iter().map(|mistake| {
        let Place { file, start, .. } = mistake.place;
        let file = sources.files().get(file);
        let (path, text) = file.map_or(("?", ""), |file| (&file.path, &file.text));
        let before = text.get(..start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!(
            "{} {path}:{line}:{column}: {}",
            mistake.code, mistake.message
        )
    });
    lines.collect()
}

/// Where a refusal points, in relation to what was changed.
#[must_use]
pub fn place(mutant: &Mutant, mistakes: &Diagnostics) -> Verdict {
    let places = mistakes.iter().flat_map(|mistake| {
        let related = mistake.related.iter().map(|(place, _)| *place);
        std::iter::once(mistake.place).chain(related)
    });
    let here: Vec<Place> = places.filter(|place| place.file == mutant.file).collect();
    let node = &mutant.node;
    let within = |place: &Place| node.start <= place.start && place.end <= node.end;
    let touches = |place: &Place| place.start <= node.end && node.start <= place.end;
    if here.iter().any(within) {
        Verdict::AtPlace
    } else if here.iter().any(touches) {
        Verdict::Around
    } else if mistakes.iter().any(|mistake| names(mistake, &mutant.lost)) {
        Verdict::Named
    } else {
        Verdict::Elsewhere
    }
}

/// Whether a mistake's text has one of `lost` in backticks, by itself or as the last part of a dotted name.
fn names(mistake: &Diagnostic, lost: &[String]) -> bool {
    let last = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let mut quoted = mistake.message.split('`').skip(1).step_by(2);
    quoted.any(|name| lost.iter().any(|lost| last(lost) == last(name)))
}
