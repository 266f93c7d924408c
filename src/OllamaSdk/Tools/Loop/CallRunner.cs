using System.Buffers;
using OllamaSdk.Telemetry;

namespace OllamaSdk.Loop;

/// <summary>One call: the checks, the hooks, the tool under its time limit, and what the model reads in the end.</summary>
internal sealed class CallRunner(ToolSet tools, ToolLoopOptions options)
{
    public async Task<ToolResult> RunAsync(ToolInvocation call, IProgress<object> progress, CancellationToken cancellationToken)
    {
        if (call.Tool is not { } tool)
        {
            return CallFailures.UnknownTool(call.Name, tools);
        }

        var result = await RefusalAsync(call, cancellationToken).ConfigureAwait(false)
            ?? await RunWithinTimeAsync(call, tool, progress, cancellationToken).ConfigureAwait(false);
        if (options.AfterCall is { } after)
        {
            call.Answer(result);
            try
            {
                result = await RunHookAsync(() => after(call, cancellationToken), cancellationToken).ConfigureAwait(false) ?? result;
            }
            catch
            {
                // The hook sees the whole result, the conversation that comes back does not.
                call.Answer(ResultLimit.Cut(result, options.MaxResultBytes));
                throw;
            }
        }

        return ResultLimit.Cut(result, options.MaxResultBytes);
    }

    private async ValueTask<ToolResult?> RefusalAsync(ToolInvocation call, CancellationToken cancellationToken)
    {
        if (call.Arguments.ByteCount is var length && length > options.MaxArgumentBytes)
        {
            return ToolResult.Error($"The arguments are {Plural.Of(length, "byte")} long, and at most {options.MaxArgumentBytes} are allowed.", ToolFailure.BadArguments);
        }

        if (options.BeforeCall is not { } before)
        {
            return null;
        }

        var decision = await RunHookAsync(() => before(call, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (decision.ArgumentsJson is { } changed)
        {
            call.Change(changed);
        }

        return decision.Refusal is { } words ? ToolResult.Error(words, ToolFailure.Refused) : null;
    }

    // In this way a hook that asks a person, even by blocking its thread, does not hold up a cancellation.
    private static Task<T> RunHookAsync<T>(Func<ValueTask<T>> hook, CancellationToken cancellationToken)
    {
        var running = Task.Run(
            async () =>
            {
                LoopDepth.Enter();
                return await hook().ConfigureAwait(false);
            },
            CancellationToken.None);
        running.Forget();
        return running.WaitAsync(cancellationToken);
    }

    private async Task<ToolResult> RunWithinTimeAsync(ToolInvocation call, LlmTool tool, IProgress<object> progress, CancellationToken cancellationToken)
    {
        var time = tool.Timeout ?? options.DefaultToolTimeout;
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limited = limit.Token;
        limit.CancelAfter(time);

        // On the pool: a tool that blocks its thread must hold up neither its time limit nor the others.
        var running = Task.Run(() => InvokeAsync(call, tool, progress, limit, limited), CancellationToken.None);
        try
        {
            return await running.WaitAsync(limited).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            running.Forget();
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (limited.IsCancellationRequested)
        {
            running.Forget();
            return options.RethrowToolExceptions ? throw CallFailures.TimedOutException(call, time) : CallFailures.TimedOut(tool.Name, time);
        }
        catch (ToolRetryException e)
        {
            return ToolResult.Error(e.Message);
        }
        catch (Exception e) when (!options.RethrowToolExceptions && e is not OutOfMemoryException and not LlmConfigurationException)
        {
            return CallFailures.Threw(tool.Name, e, options.SendExceptionMessages);
        }
    }

    /// <summary>Owns the time limit and the arguments, which a tool that was given up still uses.</summary>
    private async Task<ToolResult> InvokeAsync(ToolInvocation call, LlmTool tool, IProgress<object> progress, CancellationTokenSource limit, CancellationToken cancellationToken)
    {
        LoopDepth.Enter();
        using var span = WorkSpan.OfTool(tool.Name, call.Id, tool.Description);
        span?.AddContent(Names.ToolArguments, () => call.ArgumentsJson);
        var context = new ToolCallContext
        {
            ToolName = call.Name,
            CallId = call.Id,
            Services = options.Services,
            Progress = progress,
            Model = call.Model,
            Round = call.Round,
            StrictArguments = options.StrictArguments,
            OnMended = call.Mend,
        };
        var arguments = options.StrictArguments || tool.Strict ? call.Arguments.AsWritten : call.Arguments;
        var length = arguments.ByteCount;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            arguments.CopyTo(buffer);
            var result = await tool.InvokeAsync(buffer.AsMemory(0, length), context, cancellationToken).ConfigureAwait(false) ?? ToolResult.Text(null);
            if (result.IsError)
            {
                span?.Fail(result.Failure?.ToString() ?? "tool_error", null);
            }

            span?.AddContent(Names.ToolResult, () => result.Content);
            return result;
        }
        catch (Exception e)
        {
            span?.Fail(ErrorType.Of(e), null);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            limit.Dispose();
        }
    }
}
