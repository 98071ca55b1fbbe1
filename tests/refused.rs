//! What the spec language does not carry is refused by name: one fixture, one rendered diagnostic.
#![allow(clippy::panic)]

use codegen::diagnostic::Style;
use tests::fixtures;

#[test]
fn every_mistake_is_told_as_its_snapshot_shows() {
    for fixture in fixtures("refused") {
        let Err(mistakes) = codegen::generate(&fixture.sources) else {
            panic!("{} was accepted", fixture.name);
        };
        let shown = mistakes.render(&fixture.sources, Style::Plain);
        insta::with_settings!({ snapshot_path => "snapshots/refused", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(fixture.name, shown);
        });
    }
}
