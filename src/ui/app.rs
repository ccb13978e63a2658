//! The page as a whole.

use super::browser;
use super::components::{
    Card, Chosen, Empty, Help, Index, Input, Legend, Masthead, Panes, Privacy, Problems, Progress, Remember, Results, SourcePane,
    StaleNote, Tabs,
};
use super::hooks::{
    Under, use_arrival, use_document, use_drop, use_escape, use_guard, use_keys, use_light, use_link, use_look, use_menus,
    use_passing, use_places, use_remember, use_removal, use_return, use_selection, use_takeaway, use_trouble, use_worker,
};
use super::i18n::Lang;
use super::state::{Notice, Origin, Stage, State, Target};
use std::rc::Rc;
use web_sys::Blob;
use yew::prelude::*;

/// The page.
#[component(App)]
pub fn app() -> Html {
    let state = use_reducer(|| State::new(Lang::of(&browser::language()), browser::first_number()));
    let dispatch = state.dispatcher();
    use_document(state.lang, state.theme);
    use_worker(&state);
    use_remember(&state);
    use_drop(dispatch.clone());
    // What is looked for comes into sight in its pane after the place in that pane is found again.
    use_places(state.shown, state.pane, state.found(), state.target);
    use_look(state.shown, state.found().cloned(), state.target);
    use_return(state.found().cloned(), state.returned.clone());
    use_trouble(state.problems.last().map(|p| p.id), state.found().is_some());
    use_arrival(state.found().and(state.shown));
    use_removal(state.docs.len());
    use_escape(matches!(state.target, Some(Target::Mention { .. })), dispatch.clone());
    use_guard(state.holds_work());
    use_passing(state.notice.as_ref().is_some_and(Notice::passes), state.said, dispatch.clone());
    use_keys(under(&state), dispatch.clone());
    use_menus();
    use_selection(state.found().cloned(), state.selection.clone(), dispatch.clone());
    use_light(state.found().cloned(), state.target, state.pane, dispatch.clone());
    use_link(state.found().cloned(), state.target, dispatch.clone());
    use_takeaway(&state.docs, dispatch.clone());
    let (lang, words) = (state.lang, state.lang.words());
    let off = state.off.iter().map(|kind| format!("off-{}", kind.code()));
    let class = classes!("app", off.collect::<Classes>(), (!state.labels).then_some("no-labels"));
    let found = state.found().cloned();
    let read_in =
        found.as_ref().filter(|_| state.shown().is_some_and(|d| matches!(d.origin, Origin::File(_)))).map(|f| f.encoding.clone());
    html! {
        <div id="app" {class} data-state={state.word()} data-lang={lang.tag()}>
            <a class="skip" href="#results">{ words.skip }</a>
            <Masthead {lang} theme={state.theme} dispatch={dispatch.clone()} />
            <main>
                <Input {lang} encoding={state.encoding.clone()} found={read_in} date={state.date.clone()} names={Rc::clone(&state.names)}
                    edited={(state.drafted, state.boxed.is_none(), state.typed)} shown={again(&state)} dispatch={dispatch.clone()} />
                <StaleNote {lang} stale={state.stale()} job={state.shown} text={state.found().and_then(|found| found.text.clone())} dispatch={dispatch.clone()} />
                <div id="outcome">
                <Problems {lang} problems={state.problems.clone()} dispatch={dispatch.clone()} />
                <Tabs {lang} docs={state.docs.clone()} shown={state.shown} refused={state.refused().count()} dispatch={dispatch.clone()} />
                <Progress {lang} doc={state.shown().cloned()} running={state.running().cloned()} dispatch={dispatch.clone()} />
                <p id="live" class={classes!("live", state.notice.is_some().then_some("says"))} role="status">
                    <span key={state.said}>{ announcement(&state) }</span>
                </p>
                <div id="results" class="results" tabindex="-1" role="region" aria-label={words.results}>
                    if let (Some(found), Some(doc)) = (found, state.shown()) {
                        <Panes {lang} pane={state.pane} beside={state.beside} dispatch={dispatch.clone()} />
                        <div class={classes!("desk", state.beside.then_some("beside"))} data-pane={state.pane.code()}>
                            <div class="flank">
                                <div class="rail">
                                    <Legend {lang} found={found.clone()} off={state.off.clone()} labels={state.labels} dispatch={dispatch.clone()} />
                                    <Index {lang} key={doc.job} found={found.clone()} target={state.target} filter={state.filter.clone()} rows={state.rows.clone()} dispatch={dispatch.clone()} />
                                </div>
                                if let Some(selection) = state.selection.clone() {
                                    <Chosen {lang} {selection} mention={matches!(state.target, Some(Target::Mention { .. }))} everywhere={state.everywhere} dispatch={dispatch.clone()} />
                                } else if let Some(Target::Mention { entity, nth }) = state.target {
                                    <Card {lang} found={found.clone()} {entity} {nth} everywhere={state.everywhere} dispatch={dispatch.clone()} />
                                }
                            </div>
                            <Results {lang} key={doc.job} found={found.clone()} doc={doc.clone()} names={Rc::clone(&state.names)} format={state.format} amending={state.amending} target={state.target} rows={state.rows.clone()} dispatch={dispatch.clone()} />
                            <SourcePane {lang} key={doc.job} {found} />
                        </div>
                    } else if state.docs.is_empty() {
                        <Empty {lang} />
                    }
                </div>
                </div>
            </main>
            <Privacy {lang} />
            <Remember {lang} on={state.remember} docs={state.docs.clone()} kept={state.kept.clone()} dispatch={dispatch.clone()} />
            <Help {lang} open={state.help} shortcuts={state.shortcuts} dispatch={dispatch.clone()} />
            if state.dropping {
                <div class="dropping" aria-hidden="true"><p>{ words.drop_now }</p></div>
            }
        </div>
    }
}

/// The text that is shown, to be analysed again, and of a saved report what it says.
fn again(state: &State) -> Option<(u32, Option<Blob>)> {
    let doc = state.shown()?;
    Some((doc.job, state.found().filter(|_| doc.saved).and_then(|found| found.text.clone())))
}

/// What the keys act on.
fn under(state: &State) -> Under {
    let found = state.found();
    let at = match state.target {
        Some(Target::Article(at)) => Some(at as usize),
        _ => None,
    };
    let article = found.zip(at).and_then(|(found, at)| found.articles.get(at));
    Under {
        target: state.target,
        article: found.zip(at).and_then(|(found, at)| found.keys.get(at)).copied(),
        article_at: article.and_then(|a| a.parts().find_map(|part| part.code_point(0))),
        everywhere: state.everywhere,
        any: found.is_some(),
        help: state.help,
        shortcuts: state.shortcuts,
    }
}

/// What a screen reader says when it changes: not every step of a progress, but every quarter of it.
fn announcement(state: &State) -> String {
    if let Some(notice) = &state.notice {
        return state.lang.notice(notice);
    }
    match state.shown().map(|d| &d.stage) {
        Some(Stage::Busy { percent, length }) => state.lang.progress(percent / 25 * 25, *length),
        Some(Stage::Done(found)) if !state.hushed => state.lang.done(&found.summary(state.lang)),
        _ => String::new(),
    }
}
