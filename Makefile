# What to type. Each target installs what it needs first (tools/setup.sh); a second run installs nothing.

export PATH := $(CURDIR)/.tools/bin:$(CURDIR)/node_modules/.bin:$(PATH)
# Sets the toolchain for WebAssembly; the file is empty where rustup has the target.
WASM := . .tools/wasm.env &&
WASM_TARGET := --target wasm32-unknown-unknown --no-default-features
# What the tests are built with: the bundling program, the page's own logic, which has unit tests, and the trainer.
NATIVE := --features bundle,web,train

.PHONY: help
help:
	@echo 'make serve   build the page and serve it at http://127.0.0.1:8080/'
	@echo 'make build   build the page into dist/index.html, one file'
	@echo 'make js      build the JavaScript library into pkg/'
	@echo 'make test    check and test everything, in a browser too'
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

.PHONY: js
js:
	tools/setup.sh build
	$(WASM) cargo build --release --offline $(WASM_TARGET) --features js --bin jianbao_js
	wasm-bindgen --target web --out-dir pkg --out-name jianbao target/wasm32-unknown-unknown/release/jianbao_js.wasm
	wasm-opt -O3 pkg/jianbao_bg.wasm -o pkg/jianbao_bg.wasm

# The browser's tests come last, and with them the last summary.
.PHONY: test
test:
	tools/setup.sh test
	cargo fmt --check
	cargo clippy $(NATIVE) --all-targets --test browser -- -D warnings
	$(WASM) cargo clippy $(WASM_TARGET) --features web --lib --bin page --bin jianbao_js -- -D warnings
	$(MAKE) build js
	cargo test $(NATIVE)
	cargo test $(NATIVE) --test browser

.PHONY: bench
bench:
	tools/setup.sh test
	$(MAKE) build
	cargo bench
	cargo test $(NATIVE) --test browser -- --ignored --nocapture
