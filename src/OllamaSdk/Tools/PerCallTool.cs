namespace OllamaSdk;

/// <summary>A tool of a type whose object is made for each call: what was made is disposed after the call.</summary>
internal sealed class PerCallTool(LlmTool tool) : LlmTool(tool.Name, tool.Description, new ToolHints(tool.ReadOnly, tool.Destructive, tool.Timeout, tool.Strict))
{
    public override ReadOnlyMemory<byte> SchemaUtf8 => tool.SchemaUtf8;

    public override ReadOnlyMemory<byte>? ResultSchemaUtf8 => tool.ResultSchemaUtf8;

    /// <summary>Makes the object and notes it in the call's context. What it found among the services is not the call's to dispose.</summary>
    public static Func<ToolCallContext, T> Noting<T>(Func<ToolCallContext, T> make) => context =>
    {
        var services = context.Services is { } given ? new WatchedServices(given) : null;
        var made = make(services is null ? context : context.With(services: services));
        context.Made = services?.HasGiven(made) == true ? null : made;
        return made;
    };

    private protected override async ValueTask<ToolResult> Run(
        ReadOnlyMemory<byte> argumentsUtf8, ToolCallContext context, CancellationToken cancellationToken)
    {
        // Of this call alone: the caller may use one context for many calls at a time.
        var own = context.With();
        try
        {
            return await tool.InvokeAsync(argumentsUtf8, own, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            switch (own.Made)
            {
                case IAsyncDisposable made:
                    await made.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable made:
                    made.Dispose();
                    break;
            }
        }
    }
}
