def forward(self, input_ids, positions):
    return __compiled_fn_1(input_ids)
