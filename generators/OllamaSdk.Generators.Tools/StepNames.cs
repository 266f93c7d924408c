namespace OllamaSdk.Generators.Tools;

/// <summary>The names of the tracked pipeline steps. The tests read this class and demand that each step is cached.</summary>
internal static class StepNames
{
    /// <summary>A type with tools as parsed: what to emit and what to report.</summary>
    public const string ToolResults = nameof(ToolResults);

    /// <summary>The types with tools to emit.</summary>
    public const string ToolTypes = nameof(ToolTypes);

    /// <summary>What to report, per type with tools.</summary>
    public const string ToolDiagnostics = nameof(ToolDiagnostics);

    /// <summary>A type with a schema as parsed: what to emit and what to report.</summary>
    public const string SchemaResults = nameof(SchemaResults);

    /// <summary>The types with a schema to emit.</summary>
    public const string SchemaTypes = nameof(SchemaTypes);

    /// <summary>What to report, per type with a schema.</summary>
    public const string SchemaDiagnostics = nameof(SchemaDiagnostics);

    /// <summary>A call that names the type of its answer: what to emit for it and what to report.</summary>
    public const string AnswerResults = nameof(AnswerResults);

    /// <summary>The types of answers that are named in calls, each once.</summary>
    public const string AnswerTypes = nameof(AnswerTypes);

    /// <summary>What to report, per call.</summary>
    public const string AnswerDiagnostics = nameof(AnswerDiagnostics);

    /// <summary>A type with questions as parsed: what to emit and what to report.</summary>
    public const string DecisionResults = nameof(DecisionResults);

    /// <summary>The types with questions to emit.</summary>
    public const string DecisionTypes = nameof(DecisionTypes);

    /// <summary>What to report, per type with questions.</summary>
    public const string DecisionDiagnostics = nameof(DecisionDiagnostics);

    /// <summary>A call that names a single question: what to emit for it and what to report.</summary>
    public const string QuestionResults = nameof(QuestionResults);

    /// <summary>The single questions that are named in calls, each once.</summary>
    public const string QuestionTypes = nameof(QuestionTypes);

    /// <summary>What to report, per call that names a question.</summary>
    public const string QuestionDiagnostics = nameof(QuestionDiagnostics);
}
