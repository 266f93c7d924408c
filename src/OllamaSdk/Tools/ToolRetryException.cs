namespace OllamaSdk;

/// <summary>
/// Thrown by a tool, or by code it calls, to tell the model in these words what to do better: the model reads the message as the call's result, as if
/// the tool had returned <see cref="ToolResult.Error"/>. Whatever <see cref="ToolLoopOptions.RethrowToolExceptions"/> says, it does not end the loop.
/// </summary>
/// <example><code>
/// var result = await client.RunWithToolsAsync("How many seats has the ICE 1?", Trains.LlmTools);
///
/// public static partial class Trains
/// {
///     /// &lt;summary&gt;Counts the seats of a train.&lt;/summary&gt;
///     [LlmTool]
///     public static int Seats(string train) =&gt; train == "ICE 1" ? 42 : throw new ToolRetryException($"There is no train {train}; ask for the list first.");
/// }
/// </code></example>
/// <param name="message">What the model reads.</param>
/// <param name="innerException">What caused it; the model does not read of it.</param>
public sealed class ToolRetryException(string message, Exception? innerException = null) : Exception(message, innerException);
