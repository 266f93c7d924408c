namespace OllamaSdk.BulkJobs.Workers;

/// <summary>
/// The texts of one part, until each has a result or an error that is its own. Batches, requests at once and the search for the bad text of a batch are those
/// of the client's own bulk work.
/// </summary>
/// <param name="job">The job.</param>
/// <param name="client">This silo's client.</param>
/// <param name="questions">What is asked, where the job decides.</param>
/// <param name="options">Waits and attempts.</param>
/// <param name="tell">Told what is waited for.</param>
internal sealed class PartWork(LlmBulkJob job, LlmClient client, SystemOneRequest? questions, LlmBulkJobsOptions options, Action<string> tell)
{
    /// <exception cref="PartException">It cannot be done, and no text is to blame.</exception>
    public async Task<LlmBulkRow[]> RunAsync(IReadOnlyList<LlmBulkText> texts, CancellationToken cancellationToken)
    {
        var rows = new LlmBulkRow?[texts.Count];
        var tries = new int[texts.Count];
        var open = Enumerable.Range(0, texts.Count).ToList();
        for (var round = 1; open.Count > 0; round++)
        {
            var failure = await RoundAsync(texts, open, rows, tries, cancellationToken).ConfigureAwait(false);
            open.RemoveAll(i => rows[i] is not null);
            if (failure is null || open.Count == 0)
            {
                continue;
            }

            if (BulkFaults.Of(failure) is BulkFault.Settings)
            {
                throw new PartException(FaultText.Of(failure), failure);
            }

            // Where none of many had luck, it is hardly each of them that is to blame.
            if (round >= options.MaxAttempts && texts.Count > 1 && open.Count == texts.Count && BulkFaults.Of(failure) is BulkFault.Unclear)
            {
                throw new PartException($"No text of the part could be worked on. {FaultText.Of(failure)}", failure);
            }

            tell(FaultText.Of(failure));
            await Task.Delay(options.DelayAfter(round), options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }

        return rows!;
    }

    // Leaves no row where a text is to be tried again, and returns one of the reasons.
    private async Task<Exception?> RoundAsync(IReadOnlyList<LlmBulkText> texts, List<int> open, LlmBulkRow?[] rows, int[] tries, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await foreach (var result in AskAsync(open.Select(i => texts[i].Text), cancellationToken).ConfigureAwait(false))
            {
                var i = open[(int)result.Index];
                if (result.Error is null)
                {
                    rows[i] = Row(texts[i], result.Output);
                    continue;
                }

                failure = Worse(failure, result.Error);
                if (BulkFaults.Of(result.Error) is var fault && (fault is BulkFault.Text || (fault is BulkFault.Unclear && ++tries[i] >= options.MaxAttempts && open.Count < Math.Max(texts.Count, 2))))
                {
                    rows[i] = new LlmBulkRow(texts[i].Index, texts[i].Text) { Error = FaultText.Of(result.Error) };
                }
            }
        }
        catch (Exception e) when (e is LlmException or ArgumentException)
        {
            return e;
        }

        return failure;
    }

    // A reason to end the part goes before a reason to wait.
    private static Exception Worse(Exception? one, Exception other) =>
        one is not null && (BulkFaults.Of(one) is BulkFault.Settings || BulkFaults.Of(other) is BulkFault.Text) ? one : other;

    private IAsyncEnumerable<(long Index, object? Output, Exception? Error)> AskAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var bulk = new BulkOptions { MaxBatchCount = job.MaxBatchCount, MaxConcurrency = job.MaxConcurrency, KeepOrder = false };
        return job.Kind switch
        {
            LlmBulkKind.Embed => Plain(client.EmbedManyAsync(texts, job.Model, bulk, cancellationToken: cancellationToken)),
            LlmBulkKind.Generate => Plain(client.ChatManyAsync(texts.Select(Request), bulk, cancellationToken)),
            _ => Plain(client.DecideManyAsync(texts, job.Model is { } model ? questions! with { Model = model } : questions!, bulk, cancellationToken: cancellationToken)),
        };
    }

    private LlmRequest Request(string text) => new(job.PromptFor(text))
    {
        System = job.System,
        Model = job.Model,
        Temperature = job.Temperature,
        MaxTokens = job.MaxTokens,
    };

    private static async IAsyncEnumerable<(long Index, object? Output, Exception? Error)> Plain<TInput, TOutput>(IAsyncEnumerable<BulkResult<TInput, TOutput>> results)
        where TOutput : class
    {
        await foreach (var result in results.ConfigureAwait(false))
        {
            yield return (result.Index, result.Output, result.Error);
        }
    }

    private static LlmBulkRow Row(LlmBulkText text, object? output) => new(text.Index, text.Text)
    {
        Vector = output as float[],
        Answer = (output as LlmResponse)?.Content,
        Answers = (output as LlmDecisions)?.Answers,
    };
}
