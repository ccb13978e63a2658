# What to type. Each target installs what it needs first (tools/setup.sh); a second run installs nothing.

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# Sets the toolchain for WebAssembly; the file is empty where rustup has the target.
WASM := . .tools/wasm.env &&
WASM_TARGET := --target wasm32-unknown-unknown --no-default-features
# What the tests are built with: the bundling program, the page's own logic, which has unit tests, and the trainer.
NATIVE := --features bundle,web,train
# What `make eval` measures on: folders of pages with gold, the corpora, the scorers; pages made for training, if there are any.
SHARED ?= ../shared
PAGES ?= $(SHARED)/pages
DATA ?= $(SHARED)/data
SCORE ?= $(SHARED)/score
MADE ?=
KINDS ?= local national vertical columns

.PHONY: help
help:
	@echo 'make serve   build the page and serve it at http://127.0.0.1:8080/'
	@echo 'make build   build the page into dist/index.html, one file'
	@echo 'make js      build the JavaScript library into pkg/'
	@echo 'make test    check and test everything, in a browser too'
	@echo 'make eval    learn again with a third of the pages held out, and print how well pages and names are read'
	@echo '             (PAGES=folder DATA=folder SCORE=folder MADE=folder; as models/README.md says)'
	@echo 'make screenshots   pictures of the page in docs/screenshots/, and the one in the READMEs'
	@echo 'make bench   measure characters a second, natively and in a browser'

.PHONY: serve
serve:
	tools/setup.sh build
	@echo '== Building the page; it will be at http://127.0.0.1:8080/ and be built again when a source changes. Ctrl+C ends.'
	$(WASM) trunk serve --release

.PHONY: build
build:
	tools/setup.sh build
	$(WASM) trunk build --release

# With the page's features, so that the page and the library are made of the same compiled crates; linking leaves out what
# the library does not use.
.PHONY: js
js:
	tools/setup.sh build
	$(WASM) cargo build --release --offline $(WASM_TARGET) --features web --bin jianbao_js
	wasm-bindgen --target web --out-dir pkg --out-name jianbao target/wasm32-unknown-unknown/release/jianbao_js.wasm
	wasm-opt -O3 pkg/jianbao_bg.wasm -o pkg/jianbao_bg.wasm

# What is released is optimised as a whole, much of it on one processor; the native tests take another meanwhile. Little is
# compiled twice: clippy's macros are those of the page's profile, and the tests' own program bundles the page. The browser's
# tests come last, and with them the last summary.
.PHONY: test
test:
	tools/setup.sh test
	cargo fmt --check
	cargo clippy $(NATIVE) --all-targets --test browser --test tei -- -D warnings
	$(WASM) cargo clippy --release $(WASM_TARGET) --features web --lib --bin page --bin jianbao_js -- -D warnings
	$(MAKE) --jobs 2 js native-build
	$(MAKE) --jobs 2 build native-tests JIANBAO_BUNDLE=$(CURDIR)/target/debug/bundle
	cargo test $(NATIVE) --test browser

.PHONY: native-build
native-build:
	cargo test $(NATIVE) --no-run

.PHONY: native-tests
native-tests:
	cargo test $(NATIVE)
	cargo test $(NATIVE) --test tei
	cargo test $(NATIVE) --test browser --no-run

.PHONY: screenshots
screenshots:
	tools/setup.sh test
	$(MAKE) build
	mkdir -p docs/screenshots
	SCREENSHOTS=docs/screenshots cargo test $(NATIVE) --test browser screenshots -- --ignored
	cp docs/screenshots/results-light-1440.png docs/page.png
	if command -v pngquant >/dev/null; then pngquant --force --output docs/page.png docs/page.png; fi

.PHONY: bench
bench:
	tools/setup.sh test
	$(MAKE) build
	cargo bench
	cargo test $(NATIVE) --test browser measurements -- --ignored --nocapture
	cargo test $(NATIVE) --test browser waiting -- --ignored --nocapture

.PHONY: eval
eval: eval-structure eval-names

TRAINER := cargo run --quiet --release --features train --bin jianbao-train --
EVAL := target/eval

# The pages held out are read by tables that never saw them, but for the few named weights of gap.txt and thread.txt, which lines are cut
# by before anything is learned; all pages are read by the tables that are here.
.PHONY: eval-structure
eval-structure:
	rm -rf $(EVAL)/held $(EVAL)/all
	mkdir -p $(EVAL)
	$(TRAINER) layout $(KINDS:%=$(PAGES)/%) --hold-out --articles $(DATA)/rmrb_2023_0709.jsonl.xz --articles $(DATA)/xwlb_2016_2025.jsonl.xz:6500 \
		$(if $(MADE),$(patsubst %,--made %,$(wildcard $(MADE)/*))) \
		--out $(EVAL)/layout.bin --headline-out $(EVAL)/headline.bin --placement-out $(EVAL)/placement.txt
	$(TRAINER) read $(KINDS:%=$(PAGES)/%) --held-out --layout $(EVAL)/layout.bin --headlines $(EVAL)/headline.bin \
		--placement $(EVAL)/placement.txt --out $(EVAL)/held
	$(TRAINER) read $(KINDS:%=$(PAGES)/%) --out $(EVAL)/all
	@for pages in held all; do \
		if [ $$pages = held ]; then echo '== Structure of pages held out'; else echo '== Structure of all pages, by the tables trained on them'; fi; \
		for kind in $(KINDS); do \
			printf '%-9s ' $$kind; python3 $(SCORE)/score_pages.py $(EVAL)/$$pages/$$kind --reports $(EVAL)/$$pages/$$kind; \
		done; \
	done

# The model never saw these sentences: what it finds alone, and what the program makes of it.
.PHONY: eval-names
eval-names:
	@echo '== Names of sentences held out'
	$(TRAINER) names score --held msra=$(DATA)/msra_train.bio.xz:held --held pfr=$(DATA)/pfr1998_dev.bio.xz
