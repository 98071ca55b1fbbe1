//! A sample for the runtime's own tests, in exactly the form that the generator emits.
#![allow(dead_code)]

mod requests;

pub use requests::{Choice, Query};

use crate::decimal::Decimal;
use crate::open_enum::{int_enum, text_enum};
use crate::operation::{Api, Envelope, Refusals};
use crate::wire::{Field, Shape, record};
use crate::{money::money, text::text_id, time::civil_time};

pub(crate) const API: &Api = &Api {
    envelope: Envelope {
        app_id: "appId",
        sign: "sign",
        param: "param",
        timestamp: "timestamp",
        code: "code",
        message: "message",
        data: "data",
        success: 10_000,
    },
    refusals: Refusals {
        signature: 1,
        app_id: 2,
        param: 3,
        timestamp: 4,
        timestamp_expired: 5,
        address: 6,
        server: 7,
    },
};

/// An id.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PayerId(String);
text_id!(PayerId);

/// An amount.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cash(i64);
money!(Cash, "THB", 2, satang, from_satang);

/// A time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(crate::time::civil::DateTime);
civil_time!(Moment, "Asia/Bangkok", 7, 0);

/// A text enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Channel {
    /// A bank.
    Bank,
    /// Cash.
    Cash,
    /// Another.
    Other(String),
}

impl Channel {
    /// What is known.
    pub const KNOWN: &'static [Self] = &[Self::Bank, Self::Cash];

    /// The value as it travels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Bank => "BANK",
            Self::Cash => "Cash",
            Self::Other(raw) => raw,
        }
    }
}

impl From<&str> for Channel {
    fn from(wire: &str) -> Self {
        match wire {
            "BANK" => Self::Bank,
            "Cash" => Self::Cash,
            other => Self::Other(other.to_owned()),
        }
    }
}
text_enum!(Channel);

/// An integer enum.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// In.
    TopUp,
    /// Out.
    Pay,
    /// Another.
    Other(i64),
}

impl Kind {
    /// What is known.
    pub const KNOWN: &'static [Self] = &[Self::TopUp, Self::Pay];

    /// The value as it travels.
    #[must_use]
    pub const fn value(&self) -> i64 {
        match self {
            Self::TopUp => 1,
            Self::Pay => 2,
            Self::Other(raw) => *raw,
        }
    }
}

impl From<i64> for Kind {
    fn from(wire: i64) -> Self {
        match wire {
            1 => Self::TopUp,
            2 => Self::Pay,
            other => Self::Other(other),
        }
    }
}
int_enum!(Kind);

/// A nested record.
#[derive(Clone)]
#[non_exhaustive]
pub struct Item {
    /// How many.
    pub qty: i32,
    /// What.
    pub name: Option<String>,
    /// Whose.
    pub owner: Option<String>,
}
const ITEM: &Shape = &Shape::new(
    "Item",
    &[
        Field::required("qty").range(1, 10),
        Field::optional("name").length(1, 5),
        Field::optional("owner").length(1, 5).sensitive(),
    ],
);
record!(Item, ITEM, qty, name, owner);

/// A record with every kind of field.
#[derive(Clone)]
#[non_exhaustive]
pub struct Everything {
    /// An id.
    pub payer: PayerId,
    /// A text.
    pub text: String,
    /// A bool.
    pub flag: bool,
    /// A small integer.
    pub small: i32,
    /// A large integer.
    pub large: i64,
    /// Money.
    pub balance: Cash,
    /// A time.
    pub at: Moment,
    /// A decimal.
    pub rate: Decimal,
    /// A text enum.
    pub channel: Channel,
    /// An integer enum.
    pub kind: Kind,
    /// A record.
    pub item: Item,
    /// Records.
    pub items: Vec<Item>,
    /// Ids.
    pub ids: Vec<PayerId>,
    /// A sensitive text.
    pub secret: String,
    /// An id.
    pub maybe_payer: Option<PayerId>,
    /// A text.
    pub maybe_text: Option<String>,
    /// A bool.
    pub maybe_flag: Option<bool>,
    /// A small integer.
    pub maybe_small: Option<i32>,
    /// A large integer.
    pub maybe_large: Option<i64>,
    /// Money.
    pub maybe_balance: Option<Cash>,
    /// A time.
    pub maybe_at: Option<Moment>,
    /// A decimal.
    pub maybe_rate: Option<Decimal>,
    /// A text enum.
    pub maybe_channel: Option<Channel>,
    /// An integer enum.
    pub maybe_kind: Option<Kind>,
    /// A record.
    pub maybe_item: Option<Item>,
    /// Records.
    pub maybe_items: Option<Vec<Item>>,
    /// Decimals.
    pub maybe_rates: Option<Vec<Decimal>>,
    /// A sensitive list.
    pub maybe_secrets: Option<Vec<Item>>,
}
const EVERYTHING: &Shape = &Shape::new(
    "Everything",
    &[
        Field::required("payer"),
        Field::required("text"),
        Field::required("flag"),
        Field::required("small"),
        Field::required("large"),
        Field::required("balance"),
        Field::required("at"),
        Field::required("rate"),
        Field::required("channel"),
        Field::required("kind"),
        Field::required("item"),
        Field::required("items"),
        Field::required("ids"),
        Field::required("secret").sensitive(),
        Field::optional("maybePayer"),
        Field::optional("maybeText"),
        Field::optional("maybeFlag"),
        Field::optional("maybeSmall"),
        Field::optional("maybeLarge"),
        Field::optional("maybeBalance"),
        Field::optional("maybeAt"),
        Field::optional("maybeRate"),
        Field::optional("maybeChannel"),
        Field::optional("maybeKind"),
        Field::optional("maybeItem"),
        Field::optional("maybeItems"),
        Field::optional("maybeRates"),
        Field::optional("maybeSecrets").sensitive(),
    ],
);
record!(
    Everything,
    EVERYTHING,
    payer,
    text,
    flag,
    small,
    large,
    balance,
    at,
    rate,
    channel,
    kind,
    item,
    items,
    ids,
    secret,
    maybe_payer,
    maybe_text,
    maybe_flag,
    maybe_small,
    maybe_large,
    maybe_balance,
    maybe_at,
    maybe_rate,
    maybe_channel,
    maybe_kind,
    maybe_item,
    maybe_items,
    maybe_rates,
    maybe_secrets
);

/// A record without fields.
#[derive(Clone)]
#[non_exhaustive]
pub struct Nothing {}
const NOTHING: &Shape = &Shape::new("Nothing", &[]);
record!(Nothing, NOTHING);
