//! Thirty mistakes in one spec: all are told at once, none follows from another, and mending one takes away that one.
#![allow(clippy::unwrap_used, clippy::panic)]

use codegen::{
    diagnostic::{Diagnostics, Style},
    source::Sources,
};
use tests::{
    fixtures,
    markers::{self, Labels},
};

/// What stands before the mended form of the line above. Markers may lie between the two.
const MENDED: &str = "#>";

fn library() -> Sources {
    let mut fixtures = fixtures("thirty");
    assert_eq!(fixtures.len(), 1);
    fixtures.pop().unwrap().sources
}

fn mistakes(sources: &Sources) -> Diagnostics {
    codegen::generate(sources).err().unwrap_or_default()
}

/// Where a mended form stands: the file and the line, both counted from 0.
type Mend = (usize, usize);

fn mends(sources: &Sources) -> Vec<Mend> {
    let files = sources.files().iter().enumerate();
    let mends = files.flat_map(|(file, text)| {
        let lines = text.text.lines().enumerate();
        let mended = lines.filter(|(_, line)| line.starts_with(MENDED));
        mended.map(move |(at, _)| (file, at))
    });
    mends.collect()
}

/// The spec with the mended forms at `mends` in place of the lines above them. Every line stays where it is.
fn mend(sources: &Sources, mends: &[Mend]) -> Sources {
    let files = sources.files().iter().enumerate();
    Sources::from_texts(files.map(|(index, file)| {
        let mut lines: Vec<&str> = file.text.lines().collect();
        for (_, at) in mends.iter().filter(|(file, _)| *file == index) {
            let above = lines
                .iter()
                .take(*at)
                .rposition(|line| !line.starts_with('#'));
            let mended = lines[*at].strip_prefix(MENDED).unwrap();
            lines[above.unwrap()] = mended;
        }
        (file.path.clone(), lines.join("\n") + "\n")
    }))
}

/// The mistakes themselves, each with the place it is told at; not the second labels, which may move with a mend.
fn told(mistakes: &Diagnostics, sources: &Sources) -> Vec<(usize, usize, String)> {
    let told = mistakes.iter().map(|mistake| {
        let text = &sources.files()[mistake.place.file].text;
        let line = text[..mistake.place.start].matches('\n').count();
        let message = format!("{}: {}", mistake.code, mistake.message);
        (mistake.place.file, line, message)
    });
    told.collect()
}

#[test]
fn all_thirty_are_told_at_once_in_the_order_of_the_files() {
    let library = library();
    let mistakes = mistakes(&library);
    assert_eq!(mistakes.len(), 30);
    let found: Labels = markers::found(&mistakes, &library);
    assert_eq!(
        found,
        markers::expected(&library),
        "found on the left, marked on the right"
    );
    let places: Vec<_> = mistakes.iter().map(|mistake| mistake.place).collect();
    assert!(places.is_sorted(), "{places:?}");
    insta::with_settings!({ snapshot_path => "snapshots/thirty", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("library", mistakes.render(&library, Style::Plain));
    });
}

#[test]
fn mending_any_one_leaves_exactly_the_other_twenty_nine() {
    let library = library();
    let all = told(&mistakes(&library), &library);
    let mends = mends(&library);
    assert_eq!(mends.len(), 30);
    let mut mended = Vec::new();
    for one in mends {
        let rest = mend(&library, &[one]);
        let rest = told(&mistakes(&rest), &rest);
        let (gone, left): (Vec<_>, Vec<_>) = all
            .iter()
            .cloned()
            .partition(|mistake| !rest.contains(mistake));
        assert_eq!(rest, left, "the mend at {one:?} brings about others");
        let [gone] = gone.as_slice() else {
            panic!("the mend at {one:?} takes away {gone:#?}");
        };
        mended.push(gone.clone());
    }
    assert_eq!(mended.len(), 30);
    mended.sort();
    mended.dedup();
    assert_eq!(mended.len(), 30, "two mends took away the same mistake");
}

#[test]
fn mending_all_leaves_none() {
    let library = library();
    let mended = mend(&library, &mends(&library));
    let left = mistakes(&mended);
    assert!(left.is_empty(), "{}", left.render(&mended, Style::Plain));
}
