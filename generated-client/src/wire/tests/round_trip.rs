//! What is written reads back, and what is read writes back.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::least;
use crate::decimal::Decimal;
use crate::sample::{Cash, Channel, Everything, Item, Kind, Moment, Nothing, PayerId};
use crate::time::Timestamp;
use crate::wire::Wire;

#[test]
fn reads_every_field() {
    let read: Everything = serde_json::from_value(least()).unwrap();
    assert_eq!(
        (
            read.payer.as_str(),
            read.text.as_str(),
            read.secret.as_str()
        ),
        ("u-1", "t", "s")
    );
    assert_eq!(
        (read.flag, read.small, read.large, read.balance.satang()),
        (true, 1, 2, 3)
    );
    assert_eq!(
        (read.at.to_string().as_str(), read.rate.as_str()),
        ("2024-05-13 17:23:22", "1.50")
    );
    assert_eq!(
        (read.channel, read.kind, read.item.qty),
        (Channel::Bank, Kind::TopUp, 4)
    );
    assert_eq!(
        read.items.iter().map(|item| item.qty).collect::<Vec<_>>(),
        [5, 6]
    );
    assert_eq!(
        (read.items[1].name.as_deref(), read.ids.len()),
        (Some("n"), 2)
    );
    assert_eq!((read.maybe_text, read.maybe_items), (None, None));
}

#[test]
fn writes_in_the_order_of_the_shape_and_leaves_out_what_is_absent() {
    let read: Everything = serde_json::from_value(least()).unwrap();
    let expected = concat!(
        r#"{"payer":"u-1","text":"t","flag":true,"small":1,"large":2,"balance":3,"at":"2024-05-13 17:23:22","#,
        r#""rate":1.50,"channel":"BANK","kind":1,"item":{"qty":4},"items":[{"qty":5},{"qty":6,"name":"n"}],"#,
        r#""ids":["a","b"],"secret":"s"}"#
    );
    assert_eq!(serde_json::to_string(&read).unwrap(), expected);
    assert_eq!(serde_json::to_string(&Nothing {}).unwrap(), "{}");
    assert_eq!(
        serde_json::from_str::<Nothing>(r#"{"a": 1}"#).unwrap(),
        Nothing {}
    );
}

#[test]
fn escapes_in_keys_and_texts() {
    let read: Item =
        serde_json::from_str(r#"{"\u0071\u0074y": 1, "n\u0061me": "\u00e9\n\"\ud83d\ude00"}"#)
            .unwrap();
    assert_eq!((read.qty, read.name.as_deref()), (1, Some("é\n\"😀")));
    assert_eq!(
        serde_json::to_string(&read).unwrap(),
        r#"{"qty":1,"name":"é\n\"😀"}"#
    );
}

#[test]
fn fields_come_in_any_order_and_unknown_ones_are_skipped() {
    let json = r#"{"new": {"deep": [1, {"a": null}]}, "owner": "o", "name": null, "x": [], "qty": 3, "y": 1.5}"#;
    let read: Item = serde_json::from_str(json).unwrap();
    assert_eq!(
        (read.qty, read.name, read.owner.as_deref()),
        (3, None, Some("o"))
    );
}

#[test]
fn works_within_types_of_the_consumer() {
    #[derive(serde::Serialize, serde::Deserialize)]
    struct Report {
        title: String,
        items: Vec<Item>,
        total: Option<Cash>,
    }
    let json = json!({"title": "t", "items": [{"qty": 1}], "total": 5});
    let report: Report = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(
        (report.title.as_str(), report.total),
        ("t", Some(Cash::from_satang(5)))
    );
    assert_eq!(serde_json::to_value(&report).unwrap(), json);
    let bad = serde_json::from_str::<Report>(r#"{"title": "t", "items": [{"qty": "secret"}]}"#);
    assert_eq!(
        bad.err().unwrap().to_string(),
        "`qty`: expected a 32-bit integer, found a string at line 1 column 41"
    );
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "\\PC{0,8}",
        "[\\x00-\\x1f\"\\\\/]{1,4}",
        any::<String>()
    ]
}

fn decimals() -> impl Strategy<Value = Decimal> {
    "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?"
        .prop_map(|text| text.parse().unwrap())
}

fn items() -> impl Strategy<Value = Item> {
    (any::<i32>(), option::of(texts()), option::of(texts())).prop_map(|(qty, name, owner)| Item {
        qty,
        name,
        owner,
    })
}

fn moments() -> impl Strategy<Value = Moment> {
    (-62_167_219_200_i64..253_370_764_800)
        .prop_map(|s| Moment::from_timestamp(Timestamp::from_second(s).unwrap()))
}

prop_compose! {
    fn required()(
        payer in texts(), text in texts(), flag in any::<bool>(), small in any::<i32>(), large in any::<i64>(), balance in any::<i64>(), at in moments(),
        rate in decimals(), channel in texts(), kind in -3_i64..3,
    )(item in items(), items in vec(items(), 0..4), ids in vec(texts(), 0..4), secret in texts(),
        (payer, text, flag, small, large, balance, at, rate, channel, kind) in
            Just((payer, text, flag, small, large, balance, at, rate, channel, kind)),
    ) -> Everything {
        Everything {
            payer: PayerId::new(payer), text, flag, small, large, balance: Cash::from_satang(balance), at, rate,
            channel: Channel::from(channel.as_str()), kind: Kind::from(kind), item, items,
            ids: ids.into_iter().map(PayerId::new).collect(), secret, ..Everything::blank()
        }
    }
}

prop_compose! {
    fn everything()(
        base in required(), payer in option::of(texts()), text in option::of(texts()), flag in any::<Option<bool>>(),
        small in any::<Option<i32>>(), large in any::<Option<i64>>(), at in option::of(moments()), rate in option::of(decimals()),
        channel in option::of(texts()), item in option::of(items()), items in option::of(vec(items(), 0..3)),
        rates in option::of(vec(decimals(), 0..3)),
    ) -> Everything {
        Everything {
            maybe_payer: payer.map(PayerId::new), maybe_text: text, maybe_flag: flag, maybe_small: small,
            maybe_large: large, maybe_balance: large.map(Cash::from_satang), maybe_at: at, maybe_rate: rate,
            maybe_channel: channel.as_deref().map(Channel::from), maybe_kind: large.map(Kind::from), maybe_item: item,
            maybe_secrets: items.clone(), maybe_items: items, maybe_rates: rates, ..base
        }
    }
}

proptest! {
    #[test]
    fn reads_back_what_it_wrote(sample in everything()) {
        let json = serde_json::to_string(&sample).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Everything>(&json).unwrap(), &sample);
        prop_assert_eq!(&serde_json::from_reader::<_, Everything>(json.as_bytes()).unwrap(), &sample);
        let pretty = serde_json::to_string_pretty(&sample).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Everything>(&pretty).unwrap(), &sample);
    }

    #[test]
    fn goes_through_a_value(sample in everything()) {
        // A `Value` keeps decimals as floats: leave those out.
        let zero = Decimal::from(5);
        let sample = Everything { rate: zero, maybe_rate: None, maybe_rates: None, ..sample };
        let value: Value = serde_json::to_value(&sample).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Everything>(value).unwrap(), &sample);
    }

    #[test]
    fn no_input_makes_it_panic(json in "[\\[\\]{}\":,0-9a-z\\\\ ]{0,40}") {
        let _ = serde_json::from_str::<Everything>(&json);
        let _ = serde_json::from_str::<Item>(&json);
    }
}
