using OllamaSdk.Soak.Clients;
using OllamaSdk.Soak.Scenario;

namespace OllamaSdk.Soak.Work;

/// <summary>Texts and their vectors, few at a time and many.</summary>
internal static class Vectors
{
    private const int Many = 40;
    private const int BatchSize = 8;
    private const int Resumes = 5;

    public static Task<Ending> Native(Call call, Known known)
    {
        var (client, texts) = (call.Take().Native, Some(call, 1 + call.Random.Next(12)));
        return Reading.AskAsync(call, async token =>
            Check(known, texts, (await client.EmbedAsync(texts, ModelNames.Embed, call.Options(), token)).Embeddings));
    }

    public static Task<Ending> OpenAI(Call call, Known known)
    {
        var (client, texts) = (call.Take().OpenAI, Some(call, 1 + call.Random.Next(12)));
        return Reading.AskAsync(call, async token =>
            Check(known, texts, [.. (await client.EmbedAsync(texts, ModelNames.Embed, call.Options(), token)).Data.Select(item => item.Embedding?.Values.ToArray() ?? [])]));
    }

    public static Task<Ending> Llm(Call call, Known known)
    {
        var (client, texts) = (call.TakeLlm(), Some(call, 1 + call.Random.Next(12)));
        return Reading.AskAsync(call, async token =>
            Check(known, texts, (await client.EmbedAsync(texts, ModelNames.Embed, call.Options(), token)).Vectors));
    }

    /// <summary>Many texts, with a file of results that may be full for a while: the work goes on where it stopped, and each text is there once.</summary>
    public static async Task<Ending> Bulk(Call call, Known known)
    {
        var (client, texts) = (call.Take().Native, Some(call, Many));
        // A batch that a server refuses is asked for text by text.
        call.Posts = Many / BatchSize;
        call.MaxPosts = (1 + Resumes) * (Many / BatchSize) * (1 + BatchSize) * call.MaxPosts;
        call.Longest = TimeSpan.FromMinutes(2);
        var disk = call.Random.Next(3) == 0 ? new FullDisk(call.Random.Next(Many * 256)) : Stream.Null;
        var next = 0L;
        for (var resumed = 0; ; resumed++)
        {
            var bulk = new BulkOptions { MaxBatchCount = BatchSize, MaxConcurrency = 3, StartIndex = next };
            try
            {
                await foreach (var result in client.EmbedManyAsync(texts, ModelNames.Embed, bulk, call.Options()))
                {
                    CheckNext(call, known, texts, result, next);
                    await disk.WriteAsync(new byte[256]);
                    next++;
                }

                return next == Many ? Ending.Whole : throw new FlawException(Flaw.Lost, $"the work ended after {next} of {Many} texts");
            }
            catch (IOException e) when (FullDisk.IsFull(e) && disk is FullDisk)
            {
                (disk, call.Posts) = (Stream.Null, call.MaxPosts);
            }
            catch (LlmException e) when (resumed < Resumes)
            {
                call.Inner.Add(e);
            }
        }
    }

    private static void CheckNext(Call call, Known known, IReadOnlyList<string> texts, BulkResult<string, float[]> result, long next)
    {
        if (result.Index != next || result.Input != texts[(int)next])
        {
            throw new FlawException(result.Index < next ? Flaw.Doubled : Flaw.Lost, $"text {result.Index} came where {next} was due");
        }

        if (result.Succeeded)
        {
            Check(known, [result.Input], [result.Output]);
        }
        else
        {
            call.Inner.Add(result.Error!);
        }
    }

    private static void Check(Known known, IReadOnlyList<string> texts, IReadOnlyList<float[]> vectors)
    {
        if (texts.Count != vectors.Count)
        {
            throw new FlawException(vectors.Count < texts.Count ? Flaw.Lost : Flaw.Doubled, $"{vectors.Count} vectors for {texts.Count} texts");
        }

        for (var i = 0; i < texts.Count; i++)
        {
            if (!known.Vectors[texts[i]].AsSpan().SequenceEqual(vectors[i]))
            {
                throw new FlawException(known.Vectors.Values.Any(other => other.AsSpan().SequenceEqual(vectors[i])) ? Flaw.Mixed : Flaw.WrongText, $"the vector of text {i} is not its own");
            }
        }
    }

    private static string[] Some(Call call, int count)
    {
        var first = call.Random.Next(Tales.Texts.Count);
        return [.. Enumerable.Range(first, count).Select(i => Tales.Texts[i % Tales.Texts.Count])];
    }
}
