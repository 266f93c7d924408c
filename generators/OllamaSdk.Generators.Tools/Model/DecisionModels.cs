namespace OllamaSdk.Generators.Tools.Model;

/// <summary>What a member of a decision holds of the answer to its question.</summary>
internal enum DecisionForm
{
    /// <summary>A choice with its probabilities.</summary>
    Choice,

    /// <summary>What was chosen.</summary>
    Chosen,

    /// <summary>The probability of yes.</summary>
    YesNo,

    /// <summary>Whether it is yes.</summary>
    IsYes,

    /// <summary>A score with its levels.</summary>
    Score,

    /// <summary>The mean of the levels.</summary>
    Mean,

    /// <summary>The number of the nearest level.</summary>
    Level,

    /// <summary>The member of an enum that is the nearest level.</summary>
    NamedLevel,
}

/// <summary>A type with <c>[LlmDecision]</c>.</summary>
/// <param name="Experimental">The diagnostics of what is used and carries <c>[Experimental]</c>.</param>
internal sealed record DecisionTypeModel(ContainerModel Container, EquatableArray<DecisionMemberModel> Members, EquatableArray<string> Experimental);

/// <param name="Parameter">The parameter of the constructor that takes it; empty where there is none.</param>
/// <param name="Name">The member that the object initialiser sets; empty where there is none.</param>
internal sealed record DecisionMemberModel(string Parameter, string Name, QuestionModel Question);

/// <summary>A question to a decision model.</summary>
/// <param name="JsonName">Its name.</param>
/// <param name="Instructions">The question in words.</param>
/// <param name="Enum">The enum of its options or levels, fully qualified; empty where they are of none.</param>
/// <param name="Options">The options, or the levels from the lowest.</param>
/// <param name="Lowest">The number of the lowest level.</param>
/// <param name="Yes">When it is yes; empty where nobody said.</param>
/// <param name="No">When it is no; empty where nobody said.</param>
internal sealed record QuestionModel(
    DecisionForm Form, string JsonName, string Instructions, string Enum, EquatableArray<OptionModel> Options, int Lowest = 0, string Yes = "", string No = "");

/// <param name="JsonName">Its name; of a level that is no member of an enum nothing.</param>
/// <param name="Text">What it means, in words; empty when nobody said.</param>
/// <param name="Code">The member of the enum in C#.</param>
internal sealed record OptionModel(string JsonName, string Text, string Code);

/// <summary>A single question that a call names by the type of its answer.</summary>
/// <param name="Type">The type, as one at run time.</param>
/// <param name="Experimental">The diagnostics of what is used and carries <c>[Experimental]</c>.</param>
internal sealed record DecisionCallModel(string Type, QuestionModel Question, EquatableArray<string> Experimental);
