{   (None, 0, 'inductor'): (   'f6tll46fdsiyebftfjouyou7u56acnfp5kqpxblr2ud6fr5ph2oq',
                               '/home/vllm/.cache/vllm/torch_compile_cache/cd0946a6ce/rank_0_0/inductor_cache/6t/c6tll46fdsiyebftfjouyou7u56acnfp5kqpxblr2ud6fr5ph2oq.py'),
    (None, 1, 'inductor'): (   'fdm67mm4smmpb73n5juumc2mrav7w53znbptwhjh5nqyvq5ubxeb',
                               '/home/vllm/.cache/vllm/torch_compile_cache/cd0946a6ce/rank_0_0/inductor_cache/dm/cdm67mm4smmpb73n5juumc2mrav7w53znbptwhjh5nqyvq5ubxeb.py'),
    (None, 2, 'inductor'): (   'fimvbuekl2xrlnqryxlrssovfsur3q22xahrtrgawhryq6dhdjgp',
                               '/home/vllm/.cache/vllm/torch_compile_cache/cd0946a6ce/rank_0_0/inductor_cache/im/cimvbuekl2xrlnqryxlrssovfsur3q22xahrtrgawhryq6dhdjgp.py')}
