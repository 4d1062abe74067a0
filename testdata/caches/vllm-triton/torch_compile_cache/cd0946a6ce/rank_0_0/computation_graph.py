from __future__ import annotations
import torch
class GraphModule(torch.nn.Module):
    def forward(self, s0: "Sym(s0)", L_input_ids_: "i32[s0]", L_weight_: "f16[4096, 512]"):
        embedding = torch.nn.functional.embedding(L_input_ids_, L_weight_)
        return (embedding,)
