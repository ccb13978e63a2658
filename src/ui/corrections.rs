//! The corrections of one text as the page has them: what the reader wants, and what the worker has made of it.
//!
//! Invariants: nothing that the reader did is lost but by undoing it and then doing something else; while an answer of the
//! worker is awaited, nothing is asked.

use crate::edit::{Edit, Fault, Misfit};
use crate::report::CodePoints;
use std::rc::Rc;

/// Edits of one text.
#[derive(Clone, Default, PartialEq)]
pub struct Corrections {
    /// What the reader wants, in order.
    wanted: Rc<Vec<Edit>>,
    /// What the result that is shown holds.
    made: Rc<Vec<Edit>>,
    /// What was undone; the last is done again first.
    undone: Vec<Step>,
    /// What the report that was taken away holds: what was made, and what waits.
    saved: (Rc<Vec<Edit>>, Vec<Edit>),
    /// Those of an earlier reading of the text that do not fit this one; the next is tried again with them.
    waiting: Vec<Edit>,
    /// Those of an earlier reading that change nothing in this one: done, and tried again at the next with the others.
    needless: Vec<Edit>,
    /// What the reader has dropped of those that wait, the last at the end.
    dropped: Vec<Dropped>,
    /// How many of `wanted` were made in an earlier reading already.
    again: usize,
    /// Answers so far.
    answers: u32,
}

/// Some of those that waited, one behind the other, which the reader has dropped.
#[derive(Clone, PartialEq)]
struct Dropped {
    edits: Vec<Edit>,
    /// How many waited before them.
    at: usize,
    /// How many edits were wanted then: undoing takes the later of the two back first.
    wanted: usize,
}

/// What was undone.
#[derive(Clone, PartialEq)]
enum Step {
    Edit(Edit),
    Drop(Dropped),
}

/// What the reader did, to be told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A correction.
    Edit(Edit),
    /// So many that waited were dropped.
    Drop(usize),
}

/// Where a correction was made: the code points of the mention or the words, or one code point and nothing behind it.
#[must_use]
pub fn place(edit: &Edit) -> CodePoints {
    match *edit {
        Edit::MergeArticles { at }
        | Edit::SplitArticle { at }
        | Edit::MoveHeadline { at, .. }
        | Edit::MoveArticle { at, .. }
        | Edit::SetAside { at }
        | Edit::SetRole { at, .. }
        | Edit::JoinParagraphs { at }
        | Edit::SplitParagraph { at } => (at, at),
        Edit::MakeHeadline { at }
        | Edit::Accept { at, .. }
        | Edit::Reject { at, .. }
        | Edit::SetType { at, .. }
        | Edit::SetSpan { at, .. }
        | Edit::Add { at, .. }
        | Edit::MergeEntities { at, .. }
        | Edit::SplitEntity { at, .. }
        | Edit::Rename { at, .. } => at,
    }
}

/// Whether a correction is one of a mention or its entity.
#[must_use]
pub fn is_of_mention(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::Accept { .. }
            | Edit::Reject { .. }
            | Edit::SetType { .. }
            | Edit::SetSpan { .. }
            | Edit::Add { .. }
            | Edit::MergeEntities { .. }
            | Edit::SplitEntity { .. }
            | Edit::Rename { .. }
    )
}

impl Corrections {
    /// One more.
    pub fn push(&mut self, edit: Edit) {
        Rc::make_mut(&mut self.wanted).push(edit);
        self.undone.clear();
    }

    /// Drops the first of those that wait which is this one, or all of them; tells how many.
    pub fn drop_waiting(&mut self, one: Option<&Edit>) -> usize {
        let at = one.map_or(Some(0), |one| self.waiting.iter().position(|edit| edit == one));
        let Some(at) = at.filter(|at| *at < self.waiting.len()) else { return 0 };
        let until = if one.is_some() { at + 1 } else { self.waiting.len() };
        let edits: Vec<Edit> = self.waiting.drain(at..until).collect();
        let count = edits.len();
        self.dropped.push(Dropped { edits, at, wanted: self.wanted.len() });
        self.undone.clear();
        count
    }

    /// Takes back what was done last, and tells what it was; none where there was nothing.
    pub fn undo(&mut self) -> Option<Deed> {
        let Some(dropped) = self.dropped.pop_if(|dropped| dropped.wanted >= self.wanted.len()) else {
            return self.undo_edit().map(Deed::Edit);
        };
        let (at, count) = (dropped.at.min(self.waiting.len()), dropped.edits.len());
        self.waiting.splice(at..at, dropped.edits.iter().cloned());
        self.undone.push(Step::Drop(Dropped { at, ..dropped }));
        Some(Deed::Drop(count))
    }

    fn undo_edit(&mut self) -> Option<Edit> {
        let last = Rc::make_mut(&mut self.wanted).pop()?;
        self.undone.push(Step::Edit(last.clone()));
        self.again = self.again.min(self.wanted.len());
        Some(last)
    }

    /// Takes back the one edit that the worker was at, if it was at one alone; tells whether it was.
    pub fn take_back(&mut self) -> bool {
        let at_one = self.wanted.split_last().is_some_and(|(_, before)| before == self.made.as_slice());
        at_one && self.undo_edit().is_some()
    }

    /// Does again what was undone last, and tells what it was; none where there was nothing.
    pub fn redo(&mut self) -> Option<Deed> {
        Some(match self.undone.pop()? {
            Step::Edit(edit) => {
                Rc::make_mut(&mut self.wanted).push(edit.clone());
                Deed::Edit(edit)
            }
            Step::Drop(dropped) => {
                let count = dropped.edits.len();
                let until = (dropped.at + count).min(self.waiting.len());
                self.waiting.drain(dropped.at.min(until)..until);
                self.dropped.push(Dropped { wanted: self.wanted.len(), ..dropped });
                Deed::Drop(count)
            }
        })
    }

    /// The worker's answer: so many edits stay, these were made behind them, and one may not have fitted.
    pub fn answered(&mut self, keep: usize, made: Vec<Edit>, fault: Option<&Fault>) {
        let now = Rc::make_mut(&mut self.made);
        now.truncate(keep);
        now.extend(made);
        // What does not fit is wanted no more, nor would it be next time. Undone meanwhile, it stands there no more.
        if let Some(fault) = fault
            && fault.edit == self.made.len()
            && fault.edit < self.wanted.len()
            && self.wanted[..fault.edit] == self.made[..]
        {
            let unfit = Rc::make_mut(&mut self.wanted).remove(fault.edit);
            for dropped in self.dropped.iter_mut().filter(|dropped| dropped.wanted > fault.edit) {
                dropped.wanted -= 1;
            }
            if fault.edit < self.again {
                self.again -= 1;
                let aside = if fault.misfit == Misfit::NoChange { &mut self.needless } else { &mut self.waiting };
                aside.push(unfit);
            }
        }
        self.answers += 1;
    }

    /// Those of a saved report: some to be made again, some that wait for another reading, some that this one does not need.
    pub fn of_saved(edits: Vec<Edit>, waiting: Vec<Edit>, needless: Vec<Edit>) -> Self {
        let edits = Rc::new(edits);
        Self {
            again: edits.len(),
            wanted: edits.clone(),
            waiting: waiting.clone(),
            needless,
            saved: (edits, waiting),
            ..Self::default()
        }
    }

    /// Those that wait for a reading that they fit.
    #[must_use]
    pub fn waiting(&self) -> &[Edit] {
        &self.waiting
    }

    /// Those that another reading may need, for the report to keep.
    #[must_use]
    pub fn kept_aside(&self) -> Vec<Edit> {
        [&self.waiting[..], &self.needless].concat()
    }

    /// The worker has lost what it had made.
    pub fn lost(&mut self) {
        self.made = Rc::default();
        self.answers += 1;
    }

    /// The text is read anew: everything is to be made again, what did not fit the last reading too.
    pub fn renew(&mut self) {
        for dropped in &mut self.dropped {
            dropped.wanted += self.waiting.len() + self.needless.len();
        }
        // None of them waits any more, so none can be dropped again.
        self.undone.retain(|step| matches!(step, Step::Edit(_)));
        // They are older than what was done since.
        Rc::make_mut(&mut self.wanted).splice(..0, self.waiting.drain(..).chain(self.needless.drain(..)));
        self.again = self.wanted.len();
        self.lost();
    }

    /// What to ask the worker for: how many edits stay, and what comes behind them. None where it has made everything.
    #[must_use]
    pub fn ask(&self) -> Option<(usize, Vec<Edit>)> {
        let keep = self.wanted.iter().zip(self.made.iter()).take_while(|(a, b)| a == b).count();
        (keep < self.wanted.len() || keep < self.made.len()).then(|| (keep, self.wanted[keep..].to_vec()))
    }

    /// Answers so far: the next question may be asked when the last one has its answer.
    #[must_use]
    pub fn answers(&self) -> u32 {
        self.answers
    }

    /// Those of an earlier visit, to be made again. No report holds them yet.
    pub fn of_kept(edits: Vec<Edit>) -> Self {
        Self { again: edits.len(), wanted: Rc::new(edits), ..Self::default() }
    }

    /// All that are to be kept for another visit: those that are wanted, and those that another reading may need.
    #[must_use]
    pub fn to_keep(&self) -> Vec<Edit> {
        [&self.waiting[..], &self.needless, &self.wanted].concat()
    }

    /// How many of them were made in an earlier reading already.
    #[must_use]
    pub fn again(&self) -> usize {
        self.again
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.wanted.len()
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.wanted.is_empty() || !self.dropped.is_empty()
    }

    /// Whether there is something to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Whether closing the page would lose corrections.
    #[must_use]
    pub fn unsaved(&self) -> bool {
        self.wanted != self.saved.0 || self.waiting != self.saved.1
    }

    /// The report with what has been made so far was taken away.
    pub fn taken_away(&mut self) {
        self.saved = (self.made.clone(), self.waiting.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(at: u32) -> Edit {
        Edit::SetAside { at }
    }

    fn with(edits: &[u32]) -> Corrections {
        let mut corrections = Corrections::default();
        for &at in edits {
            corrections.push(edit(at));
        }
        corrections
    }

    #[test]
    fn only_what_differs_is_asked_for() {
        let mut corrections = with(&[1, 2]);
        assert_eq!(corrections.ask(), Some((0, vec![edit(1), edit(2)])));
        corrections.answered(0, vec![edit(1), edit(2)], None);
        assert_eq!(corrections.ask(), None);
        assert_eq!(corrections.undo(), Some(Deed::Edit(edit(2))));
        corrections.push(edit(3));
        assert_eq!(corrections.ask(), Some((1, vec![edit(3)])));
        assert_eq!(corrections.redo(), None, "what was undone is gone once something else was done");
    }

    #[test]
    fn undoing_goes_back_to_the_beginning_and_forth_again() {
        let mut corrections = with(&[1, 2, 3]);
        while corrections.undo().is_some() {}
        assert_eq!((corrections.len(), corrections.can_redo()), (0, true));
        while corrections.redo().is_some() {}
        assert_eq!(corrections.wanted, with(&[1, 2, 3]).wanted);
    }

    #[test]
    fn what_does_not_fit_is_dropped_and_the_rest_goes_on() {
        let mut corrections = with(&[1, 2, 3]);
        let fault = Fault { edit: 1, misfit: Misfit::NoPart(0) };
        corrections.answered(0, vec![edit(1)], Some(&fault));
        assert_eq!(corrections.ask(), Some((1, vec![edit(3)])));
        // Undone before the answer came: another one stands there now.
        let mut corrections = with(&[1]);
        corrections.answered(0, vec![edit(1)], None);
        corrections.push(edit(2));
        corrections.undo();
        corrections.answered(1, vec![], Some(&fault));
        assert_eq!((corrections.len(), corrections.ask()), (1, None));
    }

    #[test]
    fn what_fitted_an_earlier_reading_is_tried_at_the_next() {
        let mut corrections = with(&[1, 2]);
        corrections.answered(0, vec![edit(1), edit(2)], None);
        corrections.renew();
        corrections.answered(0, vec![], Some(&Fault { edit: 0, misfit: Misfit::NoPart(0) }));
        corrections.answered(0, vec![edit(2)], None);
        assert_eq!((corrections.len(), corrections.to_keep()), (1, vec![edit(1), edit(2)]));
        corrections.renew();
        assert_eq!(corrections.ask(), Some((0, vec![edit(1), edit(2)])));
    }

    #[test]
    fn what_a_new_reading_makes_needless_is_done() {
        let mut corrections = with(&[1, 2]);
        corrections.answered(0, vec![edit(1), edit(2)], None);
        corrections.renew();
        corrections.answered(0, vec![], Some(&Fault { edit: 0, misfit: Misfit::NoChange }));
        corrections.answered(0, vec![edit(2)], None);
        assert_eq!((corrections.waiting(), corrections.ask()), (&[][..], None));
        assert_eq!((corrections.kept_aside(), corrections.to_keep()), (vec![edit(1)], vec![edit(1), edit(2)]));
        corrections.renew();
        assert_eq!(corrections.ask(), Some((0, vec![edit(1), edit(2)])));
    }

    #[test]
    fn the_edit_that_the_worker_fell_over_is_taken_back() {
        let mut corrections = with(&[1]);
        corrections.answered(0, vec![edit(1)], None);
        corrections.push(edit(2));
        assert!(corrections.take_back());
        assert_eq!((corrections.to_keep(), corrections.can_redo()), (vec![edit(1)], true));
        corrections.lost();
        corrections.push(edit(2));
        assert!(!corrections.take_back(), "one of several");
    }

    #[test]
    fn what_was_taken_away_is_safe() {
        let mut corrections = with(&[1]);
        assert!(corrections.unsaved());
        corrections.answered(0, vec![edit(1)], None);
        corrections.taken_away();
        assert!(!corrections.unsaved());
        corrections.undo();
        assert!(corrections.unsaved());
    }

    #[test]
    fn what_waits_is_saved_too() {
        let mut corrections = Corrections::of_saved(vec![edit(1)], vec![edit(2)], vec![]);
        assert!(!corrections.unsaved());
        corrections.renew();
        corrections.answered(0, vec![edit(2)], Some(&Fault { edit: 1, misfit: Misfit::NoPart(0) }));
        assert_eq!((corrections.waiting(), corrections.unsaved()), (&[edit(1)][..], true));
        corrections.taken_away();
        assert!(!corrections.unsaved());
    }

    #[test]
    fn what_waits_is_dropped_and_comes_back_in_its_place() {
        let mut corrections = Corrections::of_saved(vec![edit(1)], vec![edit(2), edit(3), edit(4)], vec![]);
        assert_eq!(corrections.drop_waiting(Some(&edit(3))), 1);
        corrections.push(edit(5));
        assert_eq!(corrections.drop_waiting(None), 2);
        assert_eq!((corrections.drop_waiting(None), corrections.waiting().len(), corrections.unsaved()), (0, 0, true));
        // Undone one after the other: all of them, the correction, the one.
        assert_eq!(corrections.undo(), Some(Deed::Drop(2)));
        assert_eq!((corrections.waiting(), corrections.len()), (&[edit(2), edit(4)][..], 2));
        assert_eq!((corrections.undo(), corrections.undo()), (Some(Deed::Edit(edit(5))), Some(Deed::Drop(1))));
        assert_eq!((corrections.waiting(), corrections.len()), (&[edit(2), edit(3), edit(4)][..], 1));
        assert!(!corrections.unsaved());
        let again = [corrections.redo(), corrections.redo(), corrections.redo(), corrections.redo()];
        assert_eq!(again, [Some(Deed::Drop(1)), Some(Deed::Edit(edit(5))), Some(Deed::Drop(2)), None]);
        assert_eq!((corrections.waiting(), corrections.len()), (&[][..], 2));
        // What a new reading finds unfit comes behind what was dropped, and nothing is lost by undoing.
        corrections.renew();
        corrections.answered(0, vec![], Some(&Fault { edit: 0, misfit: Misfit::NoPart(0) }));
        corrections.answered(0, vec![edit(5)], None);
        while corrections.undo().is_some() {}
        let mut all = corrections.waiting().to_vec();
        all.sort_by_key(|edit| if let Edit::SetAside { at } = edit { *at } else { 0 });
        assert_eq!(all, [edit(1), edit(2), edit(3), edit(4)]);
        assert!(!corrections.can_undo());
    }

    #[test]
    fn a_worker_that_was_replaced_is_asked_for_everything() {
        let mut corrections = with(&[1, 2]);
        corrections.answered(0, vec![edit(1), edit(2)], None);
        corrections.lost();
        assert_eq!(corrections.ask(), Some((0, vec![edit(1), edit(2)])));
    }
}
