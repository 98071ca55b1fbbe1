//! Has an engine read a model, with calls that are answered early or late, and with cuts.

use super::model::{ListPage, ListRequest, Model, Row};
use crate::operation::{Operation as _, OperationInfo};
use crate::stream::cursor::Cursor;
use crate::stream::engine::{Call, Engine, Verdict};
use crate::stream::options::StreamOptions;
use crate::stream::position::Position;
use crate::stream::problem::PagingProblem;
use crate::stream::query::Query;

/// A source of decisions: what happens is in the test's input, so that it can be made smaller.
pub(super) struct Tape<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tape<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next decision, of so many; 0 after the end.
    pub(super) fn next(&mut self, of: u8) -> u8 {
        self.at += 1;
        self.bytes.get(self.at - 1).map_or(0, |byte| byte % of)
    }
}

/// What came of a run.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) rows: Vec<Row>,
    pub(super) calls: usize,
    pub(super) problem: Option<PagingProblem>,
}

type Server<'a> = dyn FnMut(usize, &ListRequest) -> ListPage + 'a;

/// A reader of a model.
pub(super) struct Reader<'a> {
    pub(super) request: ListRequest,
    pub(super) options: StreamOptions,
    pub(super) info: &'static OperationInfo,
    /// What the platform answers; the number is that of the call.
    pub(super) server: Box<Server<'a>>,
    /// Whether to be cut after a row.
    pub(super) cut: Box<dyn FnMut() -> bool + 'a>,
    /// Whether a call is answered when it begins rather than when it is waited for.
    pub(super) early: Box<dyn FnMut() -> bool + 'a>,
}

struct Flight {
    call: Call,
    request: ListRequest,
    answer: Option<ListPage>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        request: ListRequest,
        options: StreamOptions,
        server: impl FnMut(usize, &ListRequest) -> ListPage + 'a,
    ) -> Self {
        Self {
            request,
            options,
            info: ListRequest::INFO,
            server: Box::new(server),
            cut: Box::new(|| false),
            early: Box::new(|| false),
        }
    }

    /// As one that has no options but a page size.
    pub(super) fn paged(
        request: ListRequest,
        page_size: u32,
        server: impl FnMut(usize, &ListRequest) -> ListPage + 'a,
    ) -> Self {
        let options = StreamOptions::new().page_size(page_size).prefetch(0);
        Self::new(request, options, server)
    }

    pub(super) fn engine(&self, cursor: Option<&Cursor>) -> (Engine, ListRequest) {
        let (info, mut template) = (self.info, self.request.clone());
        let whole = Box::new(self.request.clone());
        let paging = info.paging.as_ref().unwrap();
        let pin = (cursor.and_then(Cursor::pinned), 0);
        let query = Query::new(info, paging, whole, &mut template, &self.options, pin).unwrap();
        let from = cursor.map_or_else(Position::default, |cursor| cursor.position(&query).unwrap());
        (Engine::new(query, self.options.tolerance, from), template)
    }

    /// Reads all of it, by a new engine after each cut.
    pub(super) fn run(mut self) -> Run {
        let mut cursor: Option<Cursor> = None;
        let (mut rows, mut calls) = (Vec::new(), 0);
        loop {
            let (mut engine, template) = self.engine(cursor.as_ref());
            match self.read(&mut engine, &template, &mut rows, &mut calls) {
                Ok(true) => {
                    let text = Cursor::new(&engine.query, engine.position()).to_string();
                    cursor = Some(text.parse().unwrap());
                }
                Ok(false) => {
                    break Run {
                        rows,
                        calls,
                        problem: None,
                    };
                }
                Err(problem) => {
                    break Run {
                        rows,
                        calls,
                        problem: Some(problem),
                    };
                }
            }
            assert!(calls < 20_000, "there is no end");
        }
    }

    /// Reads until the end, or until it is cut, which is true.
    fn read(
        &mut self,
        engine: &mut Engine,
        template: &ListRequest,
        rows: &mut Vec<Row>,
        calls: &mut usize,
    ) -> Result<bool, PagingProblem> {
        let mut flights: Vec<Flight> = Vec::new();
        while let Some(head) = engine.head() {
            flights.retain(|flight| flight.call.place() >= head.place());
            let mut next = Some(head);
            for _ in 0..=self.options.prefetch {
                let Some(call) = next else { break };
                if !flights
                    .iter()
                    .any(|flight| flight.call.place() == call.place())
                {
                    flights.push(self.begin(engine, template, call, calls));
                }
                next = engine.after(&call);
            }
            let index = flights
                .iter()
                .position(|flight| flight.call.place() == head.place());
            let flight = flights.swap_remove(index.unwrap());
            let page = match flight.answer {
                Some(page) => page,
                None => (self.server)(*calls, &flight.request),
            };
            if engine.answer(&flight.call, &page)? == Verdict::Again {
                continue;
            }
            let page = page.rows.unwrap_or_default();
            let kept = page
                .into_iter()
                .enumerate()
                .filter(|(index, _)| engine.is_kept(*index));
            let kept: Vec<Row> = kept.map(|(_, row)| row).collect();
            if kept.is_empty() {
                engine.pass_all();
            }
            for row in kept {
                engine.pass();
                rows.push(row);
                if (self.cut)() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn begin(
        &mut self,
        engine: &Engine,
        template: &ListRequest,
        call: Call,
        calls: &mut usize,
    ) -> Flight {
        *calls += 1;
        assert!(*calls < 20_000, "there is no end");
        let mut request = template.clone();
        engine
            .query
            .prepare(call.window, call.batch, call.page, &mut request);
        let answer = (self.early)().then(|| (self.server)(*calls, &request));
        Flight {
            call,
            request,
            answer,
        }
    }
}

/// What is to come, in order: window by window, each second with the newest one that has it, and batch by batch.
pub(super) fn expected(model: &Model, engine: &Engine, template: &ListRequest) -> Vec<Row> {
    let (windows, batches) = engine.query.counts();
    let mut rows: Vec<Row> = Vec::new();
    let mut seen: Vec<ListRequest> = Vec::new();
    for window in 0..windows {
        for batch in 0..batches {
            let mut request = template.clone();
            engine.query.prepare(window, batch, 1, &mut request);
            let is_new = |row: &Row| {
                let in_it = |newer: &ListRequest| {
                    let one = Model {
                        rows: vec![row.clone()],
                        ..model.clone()
                    };
                    !one.select(newer).is_empty()
                };
                !seen.iter().any(in_it)
            };
            rows.extend(model.select(&request).into_iter().filter(is_new));
        }
        let mut all = template.clone();
        engine.query.prepare(window, 0, 1, &mut all);
        all.ids = None;
        seen.push(all);
    }
    rows
}
