using Microsoft.CodeAnalysis;

namespace OllamaSdk.Generators.Tools.Diagnostics;

/// <summary>What the generator refuses, each with an id of its own: a tool works, or says at compile time why it cannot.</summary>
internal static class Descriptors
{
    private const string Category = "OllamaSdk.Tools";

    public static readonly DiagnosticDescriptor ParameterType = new(
        "LLM001",
        "Parameter cannot be described",
        "Parameter '{0}' of '{1}' cannot be described to a model: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM001.md");

    public static readonly DiagnosticDescriptor ResultType = new(
        "LLM002",
        "Result cannot be written",
        "The result of '{0}' cannot be given to a model: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM002.md");

    public static readonly DiagnosticDescriptor ByReference = new(
        "LLM003",
        "Parameter is not passed by value",
        "Parameter '{0}' of '{1}' is passed by reference; a model can only give values, so remove ref, out or in",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM003.md");

    public static readonly DiagnosticDescriptor Generic = new(
        "LLM004",
        "Open generic",
        "'{0}' is generic; a tool or schema needs types that are known, so declare one per type",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM004.md");

    public static readonly DiagnosticDescriptor NotPartial = new(
        "LLM005",
        "Type is not partial",
        "'{0}' is not partial; generated code must stand inside it, so write 'partial' in its declaration and in those of the types around it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM005.md");

    public static readonly DiagnosticDescriptor NameClash = new(
        "LLM006",
        "Two tools have the same name",
        "Two tools in '{0}' have the name '{1}'; give one of them another by [LlmTool(Name = \"…\")]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM006.md");

    public static readonly DiagnosticDescriptor NameRefused = new(
        "LLM007",
        "Servers refuse the tool's name",
        "'{0}' would be the tool '{1}', a name that servers refuse; give it one of 1 to 64 ASCII letters, digits, '_', '-' and '.' by [LlmTool(Name = \"…\")]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM007.md");

    public static readonly DiagnosticDescriptor NoDescription = new(
        "LLM008",
        "Tool has no description",
        "'{0}' has no description, so that the model must guess from the name; write a <summary>, [Description] or [LlmTool(\"…\")]",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM008.md");

    public static readonly DiagnosticDescriptor DroppedKeyword = new(
        "LLM009",
        "Ollama's server drops a keyword",
        "Ollama's server drops from the schema of '{0}' before the model sees it: {1}. The SDK says it in the description, and checks the arguments all the same.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM009.md");

    public static readonly DiagnosticDescriptor Container = new(
        "LLM010",
        "Type cannot hold generated code",
        "'{0}' {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM010.md");

    public static readonly DiagnosticDescriptor MethodKind = new(
        "LLM011",
        "Method cannot be a tool",
        "'{0}' {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM011.md");

    public static readonly DiagnosticDescriptor ConstraintMismatch = new(
        "LLM012",
        "Constraint does not fit",
        "'{0}' carries [{1}], which does not fit: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM012.md");

    public static readonly DiagnosticDescriptor UncheckedAttribute = new(
        "LLM013",
        "Attribute is not checked",
        "'{0}' carries [{1}], which the generator does not know and does not check; check it in the method, and remove it here",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM013.md");

    public static readonly DiagnosticDescriptor Timeout = new(
        "LLM014",
        "Timeout is negative",
        "The TimeoutMilliseconds of '{0}' is negative; give 0 for none, or a positive number",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM014.md");

    public static readonly DiagnosticDescriptor SchemaType = new(
        "LLM015",
        "Type cannot have a schema",
        "'{0}' cannot have a schema: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM015.md");

    public static readonly DiagnosticDescriptor PatternLeftOut = new(
        "LLM016",
        "Pattern cannot be given to all servers",
        "The pattern of '{0}' is more than the grammars of servers can say, so that the schema leaves it out and the description says it in words. What the model gives is checked all the same.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM016.md");

    public static readonly DiagnosticDescriptor BrokenComment = new(
        "LLM017",
        "Comment is not well-formed",
        "The documentation comment before this is not well-formed XML, so that the model gets none of its words: {0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM017.md");

    public static readonly DiagnosticDescriptor NotSettable = new(
        "LLM018",
        "Member cannot be set",
        "'{0}' {1}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM018.md");

    public static readonly DiagnosticDescriptor AnswerType = new(
        "LLM019",
        "Type cannot be an answer",
        "'{0}' cannot be the type of an answer: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM019.md");

    public static readonly DiagnosticDescriptor DecisionType = new(
        "LLM020",
        "Type cannot be a decision",
        "'{0}' cannot hold the answers of a decision model: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM020.md");

    public static readonly DiagnosticDescriptor Question = new(
        "LLM021",
        "Not a question",
        "'{0}' cannot be a question to a decision model: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM021.md");

    public static readonly DiagnosticDescriptor ManyOptions = new(
        "LLM022",
        "Many options",
        "'{0}' has {1} options, and many decision models, nimble and tev1 among them, take at most 26",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM022.md");

    public static readonly DiagnosticDescriptor NoInstructions = new(
        "LLM023",
        "Question has no words",
        "'{0}' has no documentation comment, so that the model is asked '{1}' only; write the question as its comment, or in [Description]",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Root + "LLM023.md");
}
