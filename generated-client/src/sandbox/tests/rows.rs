//! Made-up rows: how they differ, and how they are chosen, ordered, cut and added up.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use super::sample::{ListRequest, TIMELESS};
use super::{Bench, recipe, texts};
use crate::operation::Operation as _;
use crate::sandbox::builder::StartError;
use crate::sandbox::rows::{Bound, Bounds};

fn list(bench: &Bench, parameters: Value) -> Value {
    bench.data(ListRequest::INFO, parameters)
}

fn rows(page: &Value) -> &[Value] {
    page["items"].as_array().unwrap()
}

/// All rows, on one page.
fn all(bench: &Bench) -> Vec<Value> {
    rows(&list(bench, json!({"rows": 50}))).to_vec()
}

fn column<'a>(rows: &'a [Value], name: &str) -> Vec<&'a str> {
    rows.iter().filter_map(|row| row[name].as_str()).collect()
}

#[test]
fn pages_cut_the_rows_without_gap_or_overlap() {
    let bench = Bench::new();
    let all = all(&bench);
    assert_eq!(all.len(), 20);
    let mut seen = Vec::new();
    for (number, wanted) in [(1, 6), (2, 6), (3, 6), (4, 2), (5, 0), (i32::MAX, 0)] {
        let page = list(&bench, json!({"number": number}));
        assert_eq!(rows(&page).len(), wanted, "page {number}");
        assert_eq!(page["number"], number);
        assert_eq!((&page["count"], &page["rows"]), (&json!(20), &json!(6)));
        seen.extend_from_slice(rows(&page));
    }
    assert_eq!(seen, all);
    assert_eq!(list(&bench, json!({"rows": 50}))["rows"], 50);
}

#[test]
fn the_rest_of_the_example_stays_and_sums_are_over_all_pages() {
    let bench = Bench::new();
    let sum: i64 = all(&bench)
        .iter()
        .filter_map(|row| row["sum"].as_i64())
        .sum();
    let parameters = format!(r#"{{"timestamp":{},"rows":1}}"#, super::NOW);
    let text = bench.send(ListRequest::INFO, &parameters)["data"].to_string();
    let page: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(page["note"], "as it is");
    assert_eq!(rows(&page).len(), 1);
    // The example lacks the sum; the spec has it.
    assert_eq!(page["sum"], sum);
}

#[test]
fn rows_lie_newest_first_in_the_ninety_days_before_now() {
    let all = all(&Bench::new());
    let times = column(&all, "made");
    assert!(
        times.is_sorted_by(|newer, older| newer > older),
        "{times:?}"
    );
    assert_eq!(times[0], "2024-11-30 00:00:00");
    assert!(
        times[19] >= "2024-09-01" && times[19] < "2024-09-06",
        "{times:?}"
    );
    // A day and six hours later, as in the example.
    for row in &all {
        let (made, seen) = (row["made"].as_str().unwrap(), row["seen"].as_str().unwrap());
        let hour = |time: &str| time[11..13].parse::<u32>().unwrap();
        assert!(made < seen);
        assert_eq!((hour(made) + 6) % 24, hour(seen));
    }
}

#[test]
fn ids_differ_and_amounts_fit_together() {
    let all = all(&Bench::new());
    let ids: BTreeSet<_> = column(&all, "id").into_iter().collect();
    assert_eq!(ids.len(), 20);
    assert!(
        ids.contains("T000100") && ids.contains("T000119"),
        "{ids:?}"
    );
    let sums: BTreeSet<_> = all.iter().filter_map(|row| row["sum"].as_i64()).collect();
    assert!(sums.len() > 10, "{sums:?}");
    for row in &all {
        let amount = |name| row[name].as_i64().unwrap();
        assert_eq!(amount("part") + amount("rest"), amount("sum"), "{row}");
        // What belongs together in the example stays together; numbers that select are no amounts.
        let first = (json!(200), json!(true), json!("BANK"), json!(0.10));
        let second = (json!(300), json!(false), json!("Cash"), json!(0.20));
        let found = ["kind", "open", "channel", "rate"].map(|name| row[name].clone());
        let found: (Value, Value, Value, Value) = found.into();
        let is_first = amount("sum") > 0;
        assert_eq!(found, if is_first { first } else { second });
        assert_eq!(row.get("order").is_some(), is_first);
    }
}

#[test]
fn the_same_seed_gives_the_same_rows() {
    let with = |seed| all(&Bench::with(&recipe(20, seed), HashMap::new()).unwrap());
    assert_eq!(with(1), with(1));
    assert_ne!(with(1), with(2));
    let bench = Bench::with(&recipe(0, 1), HashMap::new()).unwrap();
    let page = list(&bench, json!({}));
    assert_eq!(
        (&page["count"], &page["items"], &page["sum"]),
        (&json!(0), &json!([]), &json!(0))
    );
}

#[test]
fn parameters_select() {
    let bench = Bench::new();
    let all = all(&bench);
    let where_is = |name: &str, value: Value| {
        let rows = all.iter().filter(|row| row[name] == value);
        rows.cloned().collect::<Vec<_>>()
    };
    let selected = |mut parameters: Value| {
        parameters["rows"] = json!(50);
        let page = list(&bench, parameters);
        assert_eq!(page["count"], rows(&page).len());
        rows(&page).to_vec()
    };
    let banks = where_is("channel", json!("BANK"));
    assert!(!banks.is_empty() && banks.len() < 20);
    assert_eq!(selected(json!({"channels": ["BANK"]})), banks);
    assert_eq!(selected(json!({"channels": ["Cash", "BANK"]})), all);
    assert_eq!(selected(json!({"channels": ["cash"]})), [] as [Value; 0]);
    assert_eq!(selected(json!({"channels": []})), [] as [Value; 0]);
    assert_eq!(selected(json!({"kind": 300})), where_is("kind", json!(300)));
    assert_eq!(
        selected(json!({"open": true})),
        where_is("open", json!(true))
    );
    assert_eq!(
        selected(json!({"order": "X1000010"})),
        where_is("order", json!("X1000010"))
    );
    let both = selected(json!({"ids": ["T000101", "T000103", "?"]}));
    assert_eq!(column(&both, "id"), ["T000103", "T000101"]);
    assert_eq!(
        selected(json!({"kind": 300, "channels": ["BANK"]})),
        [] as [Value; 0]
    );
}

#[test]
fn both_ends_of_a_window_belong_to_it() {
    let bench = Bench::new();
    let all = all(&bench);
    let times = column(&all, "made");
    let count = |parameters| list(&bench, parameters)["count"].as_u64().unwrap();
    assert_eq!(count(json!({"from": times[9], "to": times[4]})), 6);
    assert_eq!(count(json!({"from": times[9]})), 10);
    assert_eq!(count(json!({"to": times[4]})), 16);
    assert_eq!(count(json!({"from": times[7], "to": times[7]})), 1);
}

#[test]
fn either_end_of_a_window_may_lie_outside() {
    use Bound::{Exclusive, Inclusive};
    for (start, end, wanted) in [
        (Inclusive, Inclusive, [6, 1]),
        (Inclusive, Exclusive, [5, 0]),
        (Exclusive, Inclusive, [5, 0]),
        (Exclusive, Exclusive, [4, 0]),
    ] {
        let mut recipe = recipe(20, 7);
        recipe.bounds = Bounds { start, end };
        let bench = Bench::with(&recipe, HashMap::new()).unwrap();
        let all = all(&bench);
        let times = column(&all, "made");
        let count = |from, to| list(&bench, json!({"from": from, "to": to}))["count"].clone();
        let counts = [count(times[9], times[4]), count(times[7], times[7])];
        assert_eq!(
            counts,
            wanted.map(|count| json!(count)),
            "{start:?} {end:?}"
        );
    }
}

#[test]
fn without_an_order_times_stay_as_they_are() {
    let page = Bench::new().data(TIMELESS, json!({}));
    assert_eq!(page["count"], 20);
    assert_eq!(
        page["items"][0],
        json!({"id": "T1", "made": "2024-01-02 00:00:00"})
    );
    // An answer that does not repeat the size is not given it.
    assert_eq!(page.get("rows"), None);
}

#[test]
fn fields_take_the_values_that_they_are_given() {
    let mut recipe = recipe(50, 3);
    let values = texts(&["A", "B", "C"]);
    recipe.values.insert("channel".to_owned(), values);
    let bench = Bench::with(&recipe, HashMap::new()).unwrap();
    let found: BTreeSet<String> = column(&all(&bench), "channel")
        .into_iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["A", "B", "C"]);

    recipe.values.insert("chanel".to_owned(), texts(&["A"]));
    let error = Bench::with(&recipe, HashMap::new()).err().unwrap();
    assert!(
        matches!(&error, StartError::UnknownField { field } if field == "chanel"),
        "{error}"
    );
}

#[test]
fn rows_arrive_at_the_newest_end() {
    let mut recipe = recipe(5, 7);
    recipe.arriving.insert("list", 2);
    let bench = Bench::with(&recipe, HashMap::new()).unwrap();
    let before = rows(&list(&bench, json!({}))).to_vec();
    let page = list(&bench, json!({"number": 2, "rows": 3}));
    // Two rows push two of the first page onto the second.
    assert_eq!(page["count"], 7);
    assert_eq!(rows(&page), &before[1..4]);

    bench.clock.set_millis(super::NOW + 5_000);
    assert!(bench.server.rows.add("list", 1));
    assert!(!bench.server.rows.add("set", 1) && !bench.server.rows.add("lost", 1));
    bench.clock.set_millis(super::NOW - 5_000);
    assert!(bench.server.rows.add("list", 1));
    bench.clock.set_millis(super::NOW);
    let all = all(&bench);
    assert_eq!(all.len(), 11);
    let times = column(&all, "made");
    let [old, new] = ["2024-11-30 00:00:00", "2024-11-30 00:00:05"];
    assert_eq!(times[..5], [new, new, old, old, old]);
    assert_eq!(all[6..], before);
    let ids: BTreeSet<_> = column(&all, "id").into_iter().collect();
    assert_eq!(ids.len(), 11);
}
