namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>Refused decisions, as in <see cref="DiagnosticCases"/>.</summary>
internal static class DecisionCases
{
    private const string Enum = "public enum E { A, B } ";

    public static void Add(TheoryData<string, string, string, string> data)
    {
        AddTypes(data);
        AddMembers(data);
        AddCalls(data);
    }

    private static void AddTypes(TheoryData<string, string, string, string> data)
    {
        data.Add("LLM020", "[LlmDecision] public partial record T;", "T", "'T' cannot hold the answers of a decision model: it has no member that is a question");
        data.Add("LLM020", "[LlmDecision] public partial record T { public bool A => true; [JsonIgnore] public bool B { get; set; } public static bool C { get; set; } }", "T", "it has no member that is a question");
        data.Add("LLM020", "[LlmDecision] public static partial class T;", "T", "it is static, so that it holds no answers");
        data.Add("LLM020", $"[LlmDecision] public abstract partial class T {{ {Member("bool")} }}", "T", "it is abstract; use a concrete type");
        data.Add("LLM020", $"[LlmDecision] public partial record T {{ {string.Concat(Enumerable.Range(0, 65).Select(i => Member("bool", $"M{i}")))} }}", "T", "it has 65 questions, and servers take at most 64");
        data.Add("LLM020", $"[LlmDecision] public partial record T {{ {Member("bool", "Aa")} {Member("bool", "aa")} }}", "T", "two of its members are both 'aa' in JSON; give one another name by [JsonPropertyName]");
        data.Add("LLM020", $"[LlmDecision] public partial record T {{ [JsonIgnore] public required int A {{ get; set; }} {Member("bool", "B")} }}", "T", "'A' is required in C# and carries [JsonIgnore]; remove one of them");
        data.Add("LLM020", $"[LlmDecision] public partial record T([property: JsonIgnore] int A) {{ {Member("bool", "B")} }}", "T", "its constructor needs 'A', which carries [JsonIgnore]; remove one of them");
        data.Add("LLM020", $"[LlmDecision] public partial class T {{ private T() {{ }} {Member("bool")} }}", "T", "'T' has no public constructor; give it one");
        data.Add("LLM004", $"[LlmDecision] public partial record T<X> {{ {Member("bool")} }}", "T", "'T' is generic");
        data.Add("LLM005", $"[LlmDecision] public record T {{ {Member("bool")} }}", "T", "'T' is not partial");
        data.Add("LLM018", $"[LlmDecision] public partial record T {{ {Member("bool")} public bool B {{ get; private set; }} }}", "B", "'T.B' cannot be set from outside");
    }

    private static void AddMembers(TheoryData<string, string, string, string> data)
    {
        Add("string", "'string' is no kind of answer; use an enum, Choice<TEnum>, bool or YesNo, or with levels int, double or Score");
        Add("List<E>", "'List<E>' is no kind of answer");
        Add("byte", "'byte' is no kind of answer");
        Add("object", "'object' is no kind of answer");
        Add("One", "the enum 'One' has 1 member, and a choice is among 2 to 255");
        Add("None", "the enum 'None' has no members");
        Add("Choice<One>", "the enum 'One' has 1 member");
        Add("Same", "the enum 'Same' has 1 member");
        Add("Bits", "the enum 'Bits' carries [Flags], and a question has one answer; use a bool for each");
        Add("Clash", "'Aa' and 'aa' are both 'aa' in JSON; give one another name by [JsonStringEnumMemberName]");
        Add("Blank", "'A' of the enum 'Blank' has a blank name in JSON");
        Add("int", "a score needs levels: write [LlmLevels(\"…\", \"…\")], or [Range(0, 4)] for numbers alone");
        Add("double?", "a score needs levels");
        Add("Score", "a score needs levels");
        Add("int", "it has 1 level, and a score has 2 to 26", "[LlmLevels(\"a\")]");
        Add("int", "it has 0 levels, and a score has 2 to 26", "[LlmLevels]");
        Add("int", "it has 27 levels, and a score has 2 to 26", "[Range(0, 26)]");
        Add("double", "it has 0 levels, and a score has 2 to 26", "[Range(4, 0)]");
        Add("double", "the bounds of [Range] must be whole numbers to be levels", "[Range(0.5, 4.5)]");
        Add("double", "the bounds of [Range] must be whole numbers to be levels", "[Range(double.NegativeInfinity, 4)]");
        Add("double", "the bounds of [Range] must be whole numbers to be levels", "[Range(typeof(double), \"0\", \"4\")]");
        Add("int", "[LlmLevels] has 2 texts, and [Range] has 5 levels", "[LlmLevels(\"a\", \"b\"), Range(1, 5)]");
        Add("int", "one of its levels is blank", "[LlmLevels(\"a\", \" \")]");
        Add("E", "the levels of an enum are its members; write [LlmLevels] without texts", "[LlmLevels(\"a\", \"b\")]");
        Add("One", "it has 1 level, and a score has 2 to 26", "[LlmLevels]");
        Add("bool", "[LlmLevels] is for a score: int, double, Score, or an enum by itself", "[LlmLevels(\"a\", \"b\")]");
        Add("Choice<E>", "[LlmLevels] is for a score", "[LlmLevels]");
        Add("bool", "[Range] gives levels to int, double or Score only", "[Range(0, 1)]");
        Add("E", "[LlmYesNo] is for a question of yes or no: bool or YesNo", "[LlmYesNo(Yes = \"a\")]");
        Add("bool", "its name is blank", "[JsonPropertyName(\" \")]");
        data.Add("LLM022", $"{Many(27)} [LlmDecision] public partial record T {{ {Member("M")} }}", "A", "'A' has 27 options, and many decision models, nimble and tev1 among them, take at most 26");
        data.Add("LLM021", $"{Many(256)} [LlmDecision] public partial record T {{ {Member("M")} }}", "A", "the enum 'M' has 256 members");
        data.Add("LLM023", "[LlmDecision] public partial record T { public bool IsAngry { get; set; } }", "IsAngry", "'IsAngry' has no documentation comment, so that the model is asked 'isAngry' only");
        data.Add("LLM023", "[LlmDecision] public partial record T(bool IsAngry);", "IsAngry", "is asked 'isAngry' only");

        void Add(string type, string message, string attributes = "") => data.Add("LLM021", Enum + """
            public enum One { A }
            public enum None;
            public enum Same { A, B = A }
            [Flags] public enum Bits { A = 1, B = 2 }
            public enum Clash { Aa, aa }
            public enum Blank { [JsonStringEnumMemberName("")] A, B }
            """ + $"[LlmDecision] public partial record T {{ {Member(type, attributes: attributes)} }}", "A", message);
    }

    private static void AddCalls(TheoryData<string, string, string, string> data)
    {
        Add("string", "'string' is no kind of answer");
        Add("Score", "a score needs levels");
        Add("int", "a score needs levels");
        data.Add("LLM021", "public static class P { public static Task<Decision<X>> A<X>(OllamaClient client) => client.DecideAsync<X>(\"s\", \"q\"); }", "X", "'X' cannot be a question to a decision model: 'X' is no kind of answer");
        data.Add("LLM021", "public static class P { private enum Q { A, B } public static Task A(LlmClient client) => client.DecideAsync<Q>(\"s\", \"q\"); }", "Q", "less accessible");
        data.Add("LLM022", $"{Many(255)} public static class P {{ public static Task A(OllamaClient client) => client.DecideAsync<M>(\"s\", \"q\"); }}", "M", "'M' has 255 options");

        void Add(string type, string message) =>
            data.Add("LLM021", $"public static class P {{ public static Task A(OllamaClient client) => client.DecideAsync<{type}>(\"s\", \"q\"); }}", type, message);
    }

    private static string Many(int count) => $"public enum M {{ {string.Join(", ", Enumerable.Range(0, count).Select(i => $"O{i}"))} }}";

    private static string Member(string type, string name = "A", string attributes = "") => $"/** <summary>Is it?</summary> */ {attributes} public {type} {name} {{ get; set; }}";
}
