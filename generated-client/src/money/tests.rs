//! Printing, reading and adding, at the edges of what an amount can be.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;
use crate::sample::Cash;

use yen::Yen;

mod yen {
    //! A currency without minor units.
    #![allow(dead_code)]

    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(super) struct Yen(i64);
    crate::money::money!(Yen, "JPY", 0, yen, from_yen);
}

#[test]
fn prints_as_people_write() {
    let cases = [
        (0, "0.00 THB"),
        (5, "0.05 THB"),
        (-5, "-0.05 THB"),
        (99_999, "999.99 THB"),
        (100_000, "1,000.00 THB"),
        (360_000, "3,600.00 THB"),
        (-200_000, "-2,000.00 THB"),
        (123_456_789_012, "1,234,567,890.12 THB"),
        (i64::MIN, "-92,233,720,368,547,758.08 THB"),
        (i64::MAX, "92,233,720,368,547,758.07 THB"),
    ];
    for (satang, text) in cases {
        assert_eq!(Cash::from_satang(satang).to_string(), text);
        assert_eq!(text.parse(), Ok(Cash::from_satang(satang)));
    }
    assert_eq!(
        format!("{:>10}|{:?}", Cash::ZERO, Cash::from_satang(-7)),
        "  0.00 THB|Cash(-7)"
    );
    assert_eq!(Yen::from_yen(-1_234).to_string(), "-1,234 JPY");
    assert_eq!("1,234".parse(), Ok(Yen::from_yen(1_234)));
}

#[test]
fn reads_exact_amounts_only() {
    for text in [
        "3600", "3600.0", "3600.00", "3,600", "3,600.00", "3600 THB", "03600",
    ] {
        assert_eq!(text.parse(), Ok(Cash::from_satang(360_000)), "{text}");
    }
    let bad = [
        "",
        " ",
        "-",
        ".",
        "THB",
        " THB",
        "1.",
        ".5",
        "1.234",
        "1.000",
        "+1",
        "--1",
        "1 ",
        " 1",
        "1  THB",
        "1THB",
        "1 USD",
        "1,00",
        "1,0000",
        ",100",
        "1,,000",
        "1,000,",
        "1234,567",
        "1.0,0",
        "1e3",
        "0x1",
        "١",
        "1.-5",
        "92233720368547758.08",
        "-92233720368547758.09",
        "99999999999999999999999",
        "1_000",
    ];
    for text in bad {
        assert_eq!(
            text.parse::<Cash>(),
            Err(ParseMoneyError { decimals: 2 }),
            "{text:?}"
        );
    }
    assert!("1.0".parse::<Yen>().is_err());
    let message = "x".parse::<Cash>().unwrap_err().to_string();
    assert_eq!(
        message,
        "not an amount such as `-1,250.05`, within range and with at most 2 decimals"
    );
}

#[test]
fn never_overflows_silently() {
    let (max, min, one) = (
        Cash::from_satang(i64::MAX),
        Cash::from_satang(i64::MIN),
        Cash::from_satang(1),
    );
    assert_eq!(
        (
            max.checked_add(one),
            min.checked_sub(one),
            min.checked_neg(),
            max.checked_mul(2)
        ),
        (None, None, None, None)
    );
    assert_eq!(one.checked_add(one), one.checked_mul(2));
    assert_eq!(
        one.checked_neg().unwrap().checked_sub(one),
        Some(Cash::from_satang(-2))
    );
    assert_eq!(
        Cash::checked_sum([one, one, one]),
        Some(Cash::from_satang(3))
    );
    assert_eq!(Cash::checked_sum([max, one]), None);
    assert_eq!(Cash::checked_sum([]), Some(Cash::ZERO));
    assert!(one.is_positive() && min.is_negative() && Cash::ZERO.is_zero());
    assert!(!Cash::ZERO.is_negative() && !Cash::ZERO.is_positive());
    assert_eq!((Cash::CURRENCY, Cash::DECIMALS), ("THB", 2));
}

#[test]
fn travels_as_the_integer() {
    assert_eq!(
        serde_json::from_str::<Cash>("360000").unwrap().satang(),
        360_000
    );
    assert_eq!(serde_json::to_string(&Cash::from_satang(-5)).unwrap(), "-5");
    for bad in [
        "3600.00",
        "1.0",
        "1e2",
        "\"3600\"",
        "null",
        "9223372036854775808",
    ] {
        assert!(serde_json::from_str::<Cash>(bad).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn round_trips(satang: i64) {
        let amount = Cash::from_satang(satang);
        let text = amount.to_string();
        prop_assert_eq!(text.parse(), Ok(amount));
        prop_assert_eq!(text.replace(',', "").parse(), Ok(amount));
        prop_assert_eq!(text.trim_end_matches(" THB").parse(), Ok(amount));
    }

    #[test]
    fn takes_any_text(text in "\\PC*") {
        let _ = text.parse::<Cash>();
    }
}
