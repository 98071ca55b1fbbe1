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
    judge_by(codegen::generate, mutant, original)
}

fn judge_by(
    generate: impl Fn(&Sources) -> Result<FileTree, Diagnostics>,
    mutant: &Mutant,
    original: &Sources,
) -> Judgement {
    let sources = mutant.sources(original);
    let start = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| generate(&sources)));
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
    let end = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let mut quoted = mistake.message.split('`').skip(1).step_by(2);
    quoted.any(|name| lost.iter().any(|lost| end(lost) == end(name)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use codegen::{
        diagnostic::{Code, Diagnostic, Diagnostics},
        place::Place,
        source::Sources,
    };

    use super::{
        super::mutant::{Edit, Kind, Mutant},
        FileTree, Verdict, judge, judge_by, place,
    };

    /// The bytes 10 to 20 of the second file, from where `lost` is gone.
    fn mutant() -> Mutant {
        Mutant {
            file: 1,
            kind: Kind::Delete,
            how: "",
            path: String::new(),
            edits: Vec::new(),
            node: 10..20,
            lost: vec!["page.lost".to_owned()],
        }
    }

    fn at(file: usize, start: usize, end: usize) -> Place {
        Place { file, start, end }
    }

    fn verdict(message: &str, place_: Place, related: Option<Place>) -> Verdict {
        let mut mistake = Diagnostic::new(Code::Unused, place_, message, "");
        if let Some(related) = related {
            mistake = mistake.related(related, "");
        }
        let mut mistakes = Diagnostics::default();
        mistakes.push(mistake);
        place(&mutant(), &mistakes)
    }

    #[test]
    fn a_diagnostic_belongs_within_the_node() {
        for inside in [at(1, 10, 20), at(1, 12, 13), at(1, 20, 20)] {
            assert_eq!(verdict("", inside, None), Verdict::AtPlace);
            assert_eq!(verdict("", at(0, 0, 1), Some(inside)), Verdict::AtPlace);
        }
        for wider in [at(1, 0, 30), at(1, 9, 11), at(1, 19, 21)] {
            assert_eq!(verdict("", wider, None), Verdict::Around);
        }
        for outside in [at(0, 12, 13), at(1, 0, 9), at(1, 21, 30)] {
            assert_eq!(verdict("something else", outside, None), Verdict::Elsewhere);
        }
    }

    #[test]
    fn elsewhere_it_must_name_what_is_lost() {
        let far = at(0, 0, 1);
        assert_eq!(verdict("there is no `lost`", far, None), Verdict::Named);
        assert_eq!(verdict("no `other.lost`", far, None), Verdict::Named);
        for other in ["lost", "`other`", "`a` lost `b`", "`lost.other`"] {
            assert_eq!(verdict(other, far, None), Verdict::Elsewhere, "{other}");
        }
    }

    #[test]
    fn a_refusal_is_told_line_by_line() {
        let files = [("api.yaml", "title: A\n"), ("x.yaml", "a: 1\n\u{e9}: [\n")];
        let sources = Sources::from_texts(files);
        let mut mutant = mutant();
        mutant.node = 0..2;
        let judged = judge(&mutant, &sources);
        assert_eq!((judged.verdict, judged.code), (Verdict::Elsewhere, None));
        let syntax = judged.said.iter().find(|said| said.starts_with("E001"));
        let said = &judged.said;
        assert!(syntax.unwrap().starts_with("E001 x.yaml:"), "{said:?}");
    }

    #[test]
    fn edits_reach_the_generator() {
        let sources = Sources::from_texts([("api.yaml", "title: A\n"), ("x.yaml", "a: 1\n")]);
        let mut mutant = mutant();
        mutant.edits = vec![Edit::new(0..1, "odd_key")];
        mutant.node = 0..7;
        let judged = judge(&mutant, &sources);
        assert_eq!(judged.verdict, Verdict::AtPlace, "{:?}", judged.said);
        assert!(judged.said.iter().any(|said| said.contains("`odd_key`")));
    }

    #[test]
    fn what_is_generated_is_told_apart_and_a_panic_is_no_refusal() {
        let sources = Sources::from_texts([("api.yaml", ""), ("x.yaml", "")]);
        let tree = |text: &str| {
            let mut tree = FileTree::default();
            tree.add("a.rs", text.to_owned());
            tree
        };
        let code = |text: &str| {
            let judged = judge_by(|_| Ok(tree(text)), &mutant(), &sources);
            assert_eq!(judged.verdict, Verdict::Generates);
            judged.code.unwrap()
        };
        assert_eq!(code("/// One.\nfn f() {}\n"), code("/// Two.\nfn f() {}\n"));
        assert_ne!(code("fn f() {}\n"), code("fn g() {}\n"));

        let judged = judge_by(|_| unreachable!("by {}", "accident"), &mutant(), &sources);
        assert_eq!(judged.verdict, Verdict::Panics);
        assert!(judged.said[0].ends_with("by accident"), "{:?}", judged.said);
    }
}
