//! A query as it is cut into calls: windows times batches, each of them a list that comes in pages.

use std::collections::HashSet;
use std::num::NonZeroU64;
use std::ops::Range;

use super::digest::{self, Digester};
use super::options::StreamOptions;
use super::times::Windows;
use crate::operation::{OperationInfo, Paging, Window};
use crate::rules::{InvalidRequest, Limit, Violation, Waived, violations};
use crate::time::{civil::DateTime, from_timestamp};
use crate::wire::{Field, Items, Record, Value, get, set, set_list};

/// Rows a page, unless someone says otherwise and if the spec allows so many. A signature takes about as long as reading
/// so many rows, and two such pages are a few megabytes.
const PAGE_SIZE: u32 = 1_000;

/// A query that can be made.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) info: &'static OperationInfo,
    pub(super) paging: &'static Paging,
    /// The parameters as they were given, but for an open end, which is pinned.
    whole: Box<dyn Record>,
    pub(super) windows: Option<Windows>,
    pub(super) batches: Option<Batches>,
    pub(super) page_size: NonZeroU64,
    /// What these have raised above the spec's limits.
    pub(super) waived: Waived,
    /// The end of an open window, as it was pinned.
    pub(super) pinned: Option<DateTime>,
    /// Tells this query, cut as it is, from any other.
    pub(super) fingerprint: u128,
}

/// A list of ids that is too long for one call.
#[derive(Debug)]
pub(super) struct Batches {
    pub(super) wire: &'static str,
    /// How many there are, each counted once.
    ids: usize,
    most: usize,
}

impl Batches {
    pub(super) fn count(&self) -> usize {
        self.ids.div_ceil(self.most)
    }

    /// Where a batch begins and ends. They are as equal in size as can be.
    pub(super) fn range(&self, number: u64) -> Range<usize> {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let (each, more) = (self.ids / self.count(), self.ids % self.count());
        let begin = |number: usize| number * each + number.min(more);
        begin(number)..begin(number + 1)
    }
}

impl Query {
    /// Cuts a query. `whole` is a copy of the request; `template` is another one, and is made what the requests of all calls
    /// have in common. An end that is open is pinned at `end`, or else at the time `now_millis`.
    pub(super) fn new(
        info: &'static OperationInfo,
        paging: &'static Paging,
        mut whole: Box<dyn Record>,
        template: &mut dyn Record,
        options: &StreamOptions,
        (end, now_millis): (Option<DateTime>, i64),
    ) -> Result<Self, InvalidRequest> {
        let open = info.window.as_ref().filter(|window| {
            get(&*whole, window.end).is_absent() && !get(&*whole, window.start).is_absent()
        });
        let pinned = open.and_then(|window| end.or_else(|| now(now_millis, window)));
        if let (Some(window), Some(end)) = (open, pinned) {
            set(&mut *whole, window.end, Value::Time(end));
            set(template, window.end, Value::Time(end));
        }
        let mut wrong = Vec::new();
        let page_size = page_size(paging, &*whole, options, &mut wrong);
        let size = Value::Int(i64::try_from(page_size.get()).unwrap_or(i64::MAX));
        set(&mut *whole, paging.size, size);
        set(template, paging.size, size);
        check_page(paging, &mut *whole, &mut wrong);
        let windows = windows(info, &*whole, options, &mut wrong);
        let batches = batches(info, &mut *whole, template, options, &mut wrong);
        let mut query = Self {
            info,
            paging,
            whole,
            windows,
            batches,
            page_size,
            pinned,
            waived: Waived::default(),
            fingerprint: 0,
        };
        query.check(options, wrong)?;
        query.waived = raised(info, options);
        query.fingerprint = query.fingerprint();
        Ok(query)
    }

    /// Checks the query by the rules of the spec, but for those that it is cut by.
    fn check(&self, options: &StreamOptions, wrong: Vec<Violation>) -> Result<(), InvalidRequest> {
        let raised = raised(self.info, options);
        let ends = self.info.window.as_ref().map(|window| window.end);
        let cut = self.batches.as_ref().map_or("", |batches| batches.wire);
        let waived = Waived {
            span: self.windows.and(ends),
            items: if raised.items.is_empty() {
                one_of(self.info.batch, cut)
            } else {
                raised.items
            },
            ..raised
        };
        let mut violations = violations(&*self.whole);
        violations.retain(|violation| !waived.covers(violation, &*self.whole));
        violations.extend(wrong);
        if violations.is_empty() {
            return Ok(());
        }
        Err(InvalidRequest {
            operation: self.info.name,
            violations,
        })
    }

    fn fingerprint(&self) -> u128 {
        let parts = [
            Digester::default().record(&*self.whole),
            u128::from(self.page_size.get()),
            self.windows
                .map_or(0, |windows| u128::from(windows.most().unsigned_abs())),
            self.batches.as_ref().map_or(0, |cut| cut.most as u128),
        ];
        digest::number(format!("{} {parts:?}", self.info.name).as_bytes())
    }

    /// How many windows there are, and how many batches in each.
    pub(super) fn counts(&self) -> (u64, u64) {
        let batches = self.batches.as_ref().map_or(1, Batches::count);
        let windows = self.windows.map_or(1, Windows::count);
        (windows, u64::try_from(batches).unwrap_or(u64::MAX))
    }

    /// Makes `request`, a copy of the template, the request of a call.
    pub(super) fn prepare(&self, window: u64, batch: u64, page: u64, request: &mut dyn Record) {
        let page = Value::Int(i64::try_from(page).unwrap_or(i64::MAX));
        set(request, self.paging.page, page);
        if let (Some(windows), Some(declared)) = (self.windows, &self.info.window) {
            let (start, end) = windows.get(window);
            set(request, declared.start, Value::Time(start));
            set(request, declared.end, Value::Time(end));
        }
        if let Some(batches) = &self.batches
            && let Value::List(all) = get(&*self.whole, batches.wire)
        {
            set_list(request, batches.wire, all, &mut batches.range(batch));
        }
    }
}

/// The limits of the spec in place of which the options have others. What they say is kept to, because calls are cut by it.
fn raised(info: &'static OperationInfo, options: &StreamOptions) -> Waived {
    let window = info.window.as_ref().filter(|_| options.window.is_some());
    let paging = info.paging.as_ref().filter(|_| options.page_size.is_some());
    Waived {
        range: paging.map(|paging| paging.size),
        span: window.map(|window| window.end),
        items: options.batch.map_or(&[], |_| info.batch),
    }
}

/// All pages are read, so that none can be asked for.
fn check_page(paging: &Paging, whole: &mut dyn Record, wrong: &mut Vec<Violation>) {
    let wire = paging.page;
    if let Value::Int(page) = get(whole, wire)
        && page != 1
    {
        let limit = Limit::Range { min: 1, max: 1 };
        let message = format!("`{wire}` is {page}: all pages are read, so it must be left out");
        wrong.push(Violation::new(wire, limit, message));
    }
    set(whole, wire, Value::Int(1));
}

/// What clocks show in the window's zone.
fn now(now_millis: i64, window: &Window) -> Option<DateTime> {
    let now = jiff::Timestamp::from_millisecond(now_millis).ok()?;
    Some(from_timestamp(now, window.offset_seconds))
}

/// Rows a page: the options', the request's, or as many as make sense.
fn page_size(
    paging: &Paging,
    request: &dyn Record,
    options: &StreamOptions,
    wrong: &mut Vec<Violation>,
) -> NonZeroU64 {
    let allowed = field(request, paging.size).and_then(|field| field.range);
    let asked = match (options.page_size, get(request, paging.size)) {
        (Some(rows), _) => i64::from(rows.min(i32::MAX.unsigned_abs())),
        (None, Value::Int(rows)) => rows,
        (None, _) => i64::from(PAGE_SIZE).min(allowed.map_or(i64::MAX, |(_, most)| most)),
    };
    // Of the request's own, the rules of the spec speak.
    if options.page_size == Some(0) {
        let limit = Limit::Range {
            min: 1,
            max: i64::MAX,
        };
        let message = "the page size is 0: at least 1 is needed".to_owned();
        wrong.push(Violation::new(paging.size, limit, message));
    }
    let rows = u64::try_from(asked).ok().and_then(NonZeroU64::new);
    rows.unwrap_or(NonZeroU64::MIN)
}

/// The windows that the query is cut into, if it has a beginning and an end.
fn windows(
    info: &'static OperationInfo,
    request: &dyn Record,
    options: &StreamOptions,
    wrong: &mut Vec<Violation>,
) -> Option<Windows> {
    let declared = info.window.as_ref()?;
    let most = options.window.map_or(declared.max_seconds, |longest| {
        i64::try_from(longest.as_secs()).unwrap_or(i64::MAX)
    });
    let (Value::Time(start), Value::Time(end)) =
        (get(request, declared.start), get(request, declared.end))
    else {
        return None;
    };
    // The rules of the spec speak of what cannot be a stretch of time.
    if end < start || [start, end].iter().any(|time| !is_whole(*time)) {
        return None;
    }
    let windows = Windows::new(start, end, most);
    if most >= Windows::LEAST || windows.count() == 1 {
        return Some(windows);
    }
    let limit = Limit::Span { max_seconds: most };
    let message = format!(
        "windows of {most} s cannot be put together without a gap: at least {} s are needed",
        Windows::LEAST
    );
    wrong.push(Violation::new(declared.end, limit, message));
    None
}

fn is_whole(time: DateTime) -> bool {
    time.subsec_nanosecond() == 0
}

/// Has every list of ids name each once, and finds the one that is too long for a call, if there is one. That one is left
/// out of the template.
fn batches(
    info: &'static OperationInfo,
    whole: &mut dyn Record,
    template: &mut dyn Record,
    options: &StreamOptions,
    wrong: &mut Vec<Violation>,
) -> Option<Batches> {
    let mut long: Vec<Batches> = Vec::new();
    for &wire in info.batch {
        let Value::List(items) = get(template, wire) else {
            continue;
        };
        let ids = once(items);
        set_list(whole, wire, items, &mut ids.iter().copied());
        let declared = field(whole, wire).and_then(|field| field.items);
        let declared = declared.and_then(|(_, most)| usize::try_from(most).ok());
        let most = options.batch.or(declared).unwrap_or(usize::MAX).max(1);
        let ids = ids.len();
        if let Value::List(items) = get(whole, wire) {
            let kept = if ids > most { 0..0 } else { 0..ids };
            set_list(template, wire, items, &mut kept.into_iter());
        }
        if ids > most {
            long.push(Batches { wire, ids, most });
        }
    }
    if let [first, second, ..] = long.as_slice() {
        let message = format!(
            "`{}` and `{}` hold {} and {} ids, at most {} and {} of which go into one call: only one list can be cut, \
             because a row must match both",
            first.wire, second.wire, first.ids, second.ids, first.most, second.most,
        );
        wrong.push(Violation::new(first.wire, Limit::Batches, message));
        return None;
    }
    long.pop()
}

fn one_of(names: &'static [&'static str], name: &str) -> &'static [&'static str] {
    let found = names.iter().position(|other| *other == name);
    found
        .and_then(|index| names.get(index..=index))
        .unwrap_or_default()
}

/// Where each item stands for the first time.
fn once(items: &dyn Items) -> Vec<usize> {
    let (mut seen, mut digester) = (HashSet::new(), Digester::default());
    (0..items.count())
        .filter(|&index| {
            let item = items.item(index);
            item.is_some_and(|item| seen.insert(digester.value(item.value())))
        })
        .collect()
}

fn field(record: &dyn Record, wire: &str) -> Option<&'static Field> {
    let shape = record.shape();
    shape
        .position(wire)
        .and_then(|index| shape.fields.get(index))
}
