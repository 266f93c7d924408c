namespace OllamaSdk.Soak.Work;

/// <summary>What is done, and how often each of it.</summary>
internal sealed class Mix(Known known)
{
    private readonly (int Share, string Name, Func<Call, Task<Ending>> Run)[] _all =
    [
        (16, "chat streamed", Chats.StreamNative),
        (10, "generate streamed", Chats.StreamGenerate),
        (14, "/v1 chat streamed", Chats.StreamOpenAI),
        (10, "several servers streamed", Chats.StreamLlm),
        (5, "/v1 response streamed", Chats.StreamResponse),
        (5, "chat", Chats.AskNative),
        (4, "generate", Chats.AskGenerate),
        (5, "/v1 chat", Chats.AskOpenAI),
        (5, "several servers", Chats.AskLlm),
        (6, "own question", call => Chats.OwnQuestion(call, known)),
        (3, "copied to a full disk", Chats.CopyToFullDisk),
        (4, "embed", call => Vectors.Native(call, known)),
        (3, "/v1 embed", call => Vectors.OpenAI(call, known)),
        (2, "several servers embed", call => Vectors.Llm(call, known)),
        (3, "bulk embed", call => Vectors.Bulk(call, known)),
        (4, "tool loop", call => ToolLoops.Native(call, known)),
        (3, "/v1 tool loop", call => ToolLoops.OpenAI(call, known)),
        (3, "several servers tool loop", call => ToolLoops.Llm(call, known)),
        (4, "typed answer", TypedAnswers.Native),
        (2, "/v1 typed answer", TypedAnswers.OpenAI),
        (2, "several servers typed answer", TypedAnswers.Llm),
        (3, "pull", Transfers.Pull),
        (3, "upload", Transfers.Upload),
        (3, "/v1 speech", Transfers.Speech),
        (3, "model lists", Transfers.Lists),
        (4, "asked to fail", call => Chats.AskedToFail(call, known)),
        (2, "client of one call", Chats.ClientOfOneCall),
    ];

    public Task<Ending> RunAsync(Call call)
    {
        var draw = call.Random.Next(_all.Sum(one => one.Share));
        foreach (var (share, name, run) in _all)
        {
            if ((draw -= share) < 0)
            {
                call.Operation = name;
                return run(call);
            }
        }

        throw new InvalidOperationException("The shares do not add up.");
    }
}
