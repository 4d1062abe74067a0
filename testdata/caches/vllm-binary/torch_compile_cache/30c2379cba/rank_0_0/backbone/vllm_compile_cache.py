{   ((1, 2048), 0, 'inductor_standalone'): (   'artifact_compile_range_1_2048_subgraph_0',
                                               '/home/vllm/.cache/vllm/torch_compile_cache/30c2379cba/rank_0_0/backbone/artifact_compile_range_1_2048_subgraph_0'),
    ((1, 2048), 1, 'inductor_standalone'): (   'artifact_compile_range_1_2048_subgraph_1',
                                               '/home/vllm/.cache/vllm/torch_compile_cache/30c2379cba/rank_0_0/backbone/artifact_compile_range_1_2048_subgraph_1'),
    ((1, 2048), 2, 'inductor_standalone'): (   'artifact_compile_range_1_2048_subgraph_2',
                                               '/home/vllm/.cache/vllm/torch_compile_cache/30c2379cba/rank_0_0/backbone/artifact_compile_range_1_2048_subgraph_2')}
