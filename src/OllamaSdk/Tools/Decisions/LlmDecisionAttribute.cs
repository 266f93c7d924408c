namespace OllamaSdk;

/// <summary>
/// Makes a partial class, record or struct a set of questions to a decision model, by an <see cref="ILlmDecision{TSelf}"/> made at compile time: each
/// member is a question, and an object of the type is the whole answer.
/// </summary>
/// <remarks>
/// <para>
/// An enum, or <see cref="Choice{TEnum}"/> of one, is a choice among its members. A <see langword="bool"/> or <see cref="YesNo"/> is a question of yes or
/// no. An <see langword="int"/>, a <see langword="double"/> or a <see cref="Score"/> is a score, with levels from <see cref="LlmLevelsAttribute"/>, from
/// <c>[Range]</c>, or both; so is an enum that carries <see cref="LlmLevelsAttribute"/>. A question mark after a type changes nothing: every question is
/// answered.
/// </para>
/// <para>A member's comment is the question, and the comments of an enum's members are the texts of the options; <c>[Description]</c> wins over both.</para>
/// </remarks>
/// <example>
/// <code>
/// var decision = await client.DecideAsync&lt;Complaint&gt;("The parcel came two weeks late and the box was wet.");
/// Console.WriteLine($"{decision.Value.About.Value} ({decision.Value.About.Confidence})");
///
/// [LlmDecision]
/// public sealed partial record Complaint
/// {
///     /// &lt;summary&gt;What is it about?&lt;/summary&gt;
///     public required Choice&lt;Topic&gt; About { get; init; }
///
///     /// &lt;summary&gt;Is the writer angry?&lt;/summary&gt;
///     public required bool Angry { get; init; }
/// }
///
/// public enum Topic { Delivery, Price }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class LlmDecisionAttribute : Attribute;
