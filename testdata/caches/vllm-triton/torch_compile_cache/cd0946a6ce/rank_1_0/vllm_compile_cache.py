{   (None, 0, 'inductor'): (   'farfo3z7q2ovv4hfy73cd7iumnmdhbtpmvtivbfw5pdbw22eexwe',
                               '/home/vllm/.cache/vllm/torch_compile_cache/cd0946a6ce/rank_1_0/inductor_cache/ar/carfo3z7q2ovv4hfy73cd7iumnmdhbtpmvtivbfw5pdbw22eexwe.py'),
    (None, 1, 'inductor'): (   'fauyeezfz6jw6w34gtwe4euzkrb4rf3v5lv7xv6l2wn4bsphepxe',
                               '/home/vllm/.cache/vllm/torch_compile_cache/cd0946a6ce/rank_1_0/inductor_cache/au/cauyeezfz6jw6w34gtwe4euzkrb4rf3v5lv7xv6l2wn4bsphepxe.py'),
    (None, 2, 'inductor'): (   'fwmmwmp646uoatmh4bwfcubsqsnqwrh47koan4uyb67milbk537c',
                               '/home/vllm/.cache/vllm/torch_compile_cache/cd0946a6ce/rank_1_0/inductor_cache/wm/cwmmwmp646uoatmh4bwfcubsqsnqwrh47koan4uyb67milbk537c.py')}
