//! Which call meets which fault.

use super::super::{Fault, Script};
use crate::operation::Operation as _;
use crate::sandbox::tests::sample::{ListRequest, SetRequest};

const LIST: &str = ListRequest::INFO.name;
const SET: &str = SetRequest::INFO.name;

/// What so many calls of one operation meet, as texts.
fn meets(script: &Script, operation: &str, calls: usize) -> String {
    let met = (0..calls).map(|_| match script.meet(operation) {
        Some(fault) => fault.to_string(),
        None => "-".to_owned(),
    });
    met.collect::<Vec<_>>().join(" ")
}

fn script(faults: impl IntoIterator<Item = Fault>) -> Script {
    Script::new(7, faults.into_iter().collect())
}

#[test]
fn faults_come_in_the_order_in_which_they_were_added() {
    let twice = Fault::status(503).times(2);
    let script = script([twice, Fault::expired_timestamp().times(1)]);
    assert_eq!(meets(&script, LIST, 5), "503x2 503x2 expiredx1 - -");
}

#[test]
fn which_calls_a_fault_takes() {
    for (fault, taken) in [
        (Fault::reset(), "xxxxxxxxx"),
        (Fault::reset().times(3), "xxx------"),
        (Fault::reset().times(0), "---------"),
        (Fault::reset().skip(2), "--xxxxxxx"),
        (Fault::reset().nth(3), "--x------"),
        (Fault::reset().nth(0), "x--------"),
        (Fault::reset().every(3), "--x--x--x"),
        (Fault::reset().every(0), "xxxxxxxxx"),
        (Fault::reset().skip(1).every(3).times(2), "---x--x--"),
        (Fault::reset().probability(0.0), "---------"),
        (Fault::reset().probability(f64::NAN), "---------"),
        (Fault::reset().probability(2.0), "xxxxxxxxx"),
    ] {
        let text = fault.to_string();
        let script = script([fault]);
        let took = (0..9).map(|_| script.meet(LIST).map_or('-', |_| 'x'));
        assert_eq!(took.collect::<String>(), taken, "{text}");
    }
}

#[test]
fn a_fault_sees_only_what_those_before_it_left() {
    let script = script([Fault::reset().every(2), Fault::close().every(2)]);
    // `close` sees the first, the third, the fifth …: it takes the second of these, the fourth …
    assert_eq!(
        meets(&script, LIST, 8),
        "- reset every=2:close reset - reset every=2:close reset"
            .replace(" reset", " every=2:reset")
    );
}

#[test]
fn faults_of_an_operation_do_not_see_others() {
    let script = script([Fault::reset().on::<SetRequest>().nth(2)]);
    assert_eq!(meets(&script, LIST, 5), "- - - - -");
    assert_eq!(meets(&script, SET, 1), "-");
    assert_eq!(meets(&script, LIST, 1), "-");
    assert_eq!(meets(&script, SET, 2), "set:skip=1:resetx1 -");
}

#[test]
fn what_is_drawn_is_the_same_for_the_same_seed() {
    let draw = |seed, calls: usize| -> String {
        let script = Script::new(seed, vec![Fault::reset().probability(0.1)]);
        let took = (0..calls).map(|_| script.meet(LIST).map_or('-', |_| 'x'));
        took.collect()
    };
    let taken = draw(7, 10_000);
    assert_eq!(taken.matches('x').count(), 978);
    assert_eq!(taken, draw(7, 10_000));
    assert_ne!(taken, draw(8, 10_000));
    assert_eq!(&taken[..40], "-xx-x---x----x-----x---x---x-----xx--x--");
}

#[test]
fn after_clearing_it_is_as_though_nothing_had_been() {
    let faults = || {
        [
            Fault::reset().probability(0.5),
            Fault::close().probability(0.5),
        ]
    };
    let script = script(faults());
    let first = meets(&script, LIST, 50);
    script.clear();
    assert_eq!(script.meet(LIST), None);
    for fault in faults() {
        script.add(fault);
    }
    assert_eq!(meets(&script, LIST, 50), first);
    // The two draw from sequences of their own: what one lets go by, the other may take.
    assert!(
        first.contains("p=0.5:close") && first.contains("p=0.5:reset") && first.contains(" - ")
    );
}

#[test]
fn calls_that_come_together_share_the_times() {
    let script = script([Fault::reset().times(37)]);
    let taken: usize = std::thread::scope(|scope| {
        let asking = || (0..100).filter(|_| script.meet(LIST).is_some()).count();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(asking)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert_eq!(taken, 37);
}
