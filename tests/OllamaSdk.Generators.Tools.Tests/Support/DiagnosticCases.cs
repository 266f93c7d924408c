namespace OllamaSdk.Generators.Tools.Tests;

/// <summary>The refused snippets: id, source, the text under which the diagnostic stands, and a part of its message.</summary>
internal static class DiagnosticCases
{
    public static TheoryData<string, string, string, string> All()
    {
        var data = new TheoryData<string, string, string, string>();
        AddParameters(data);
        AddObjects(data);
        AddResults(data);
        AddTypes(data);
        AddMethods(data);
        AddInstead(data);
        AddConstraints(data);
        AddSchemas(data);
        AddAnswers(data);
        DecisionCases.Add(data);
        return data;
    }

    private static void AddParameters(TheoryData<string, string, string, string> data)
    {
        Add("object x", "'object' can be anything; use JsonElement");
        Add("dynamic x", "'dynamic' can be anything");
        Add("(int A, object B) x", "'object' can be anything");
        Add("(int A, int a) x", "are both 'a' in JSON");
        Add("Action x", "'Action' has no form in JSON");
        Add("Span<int> x", "cannot be stored; use an array");
        Add("int[,] x", "has more than one dimension");
        Add("IComparable x", "'IComparable' is an interface, which is not supported; use a class, a record or a collection; if it comes from dependency injection, write [FromToolServices] before it");
        Add("System.Net.Http.HttpClient x", "if it comes from dependency injection, write [FromToolServices] before it");
        Add("System.IO.Stream x", "'Stream' has no form in JSON that a model could know; use byte[] (base64) or string");
        Add("System.IO.FileInfo x", "'FileInfo' has no form in JSON that a model could know; use string for the path");
        Add("Exception x", "'Exception' has no form in JSON that a model could know; use string for its message");
        Add("nint x", "'nint' has no form in JSON that a model could know; use long");
        Add("IAsyncEnumerable<int> x", "is an interface");
        Add("Stack<int> x", "the collection 'Stack<int>' is not one");
        Add("SortedSet<JsonElement> x", "'JsonElement' cannot be sorted; give it IComparable<T>");
        Add("Dictionary<double, int> x", "a dictionary's key is text in JSON, and 'double' is none");
        data.Add("LLM003", Tool("public static void A(ref int x) { }"), "x", "'A' is passed by reference");
        data.Add("LLM003", Tool("public static void A(out int x) => x = 1;"), "x", "remove ref, out or in");
        data.Add("LLM003", Tool("public static void A(in int x) { }"), "x", "'x' of 'A'");

        void Add(string parameter, string message) => data.Add("LLM001", Tool($"public static void A({parameter}) {{ }}"), "x", message);
    }

    private static void AddObjects(TheoryData<string, string, string, string> data)
    {
        Add("public abstract class T;", "'T' is abstract; use a concrete type, or name its kinds by [JsonDerivedType(typeof(…), \"…\")]; if it comes");
        Add("public interface T;", "'T' is an interface");
        Add("[JsonPolymorphic] public class T;", "'T' carries [JsonPolymorphic] but names no kinds");
        Add("[JsonDerivedType(typeof(U))] public class T; public class U : T;", "the kind 'U' has no constant by which it is known");
        Add("[JsonDerivedType(typeof(U), \"u\")] public class T; public class U;", "'U' is no 'T'");
        Add("[JsonDerivedType(typeof(U), \"u\")] [JsonDerivedType(typeof(T), \"u\")] public class T; public class U : T;", "names the kind 'u' or its type twice");
        Add("[JsonDerivedType(typeof(U), \"u\")] public class T; public abstract class U : T;", "'U' is abstract");
        Add("[JsonPolymorphic(TypeDiscriminatorPropertyName = \"a\")] [JsonDerivedType(typeof(T), \"t\")] public class T { public int A { get; set; } }", "'T.A' is 'a' in JSON, and so is the constant");
        Add("[JsonDerivedType(typeof(U<>), \"u\")] public class T; public class U<X> : T;", "is open");
        Add("public class T(System.Net.Http.HttpClient http) { public override string ToString() => $\"{http}\"; }", "write [FromToolServices] before it");
        Add("[JsonConverter(typeof(JsonConverter))] public class T;", "'T' carries [JsonConverter], which the generator cannot follow");
        Add("public class T { [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] public int A { get; set; } }", "'T.A' carries [JsonNumberHandling]");
        Add("public class T { private T() { } }", "'T' has no public constructor");
        Add("public class T { public T(int a) { } public T(string a) { } }", "'T' has several constructors; mark the one to use with [JsonConstructor]");
        Add("public class T { public T(ref int a) { } }", "takes 'a' by reference");
        Add("public class T { public int A { get; set; } public int a { get; set; } }", "'A' and 'a' of 'T' are both 'a' in JSON");
        Add("public record T([property: JsonIgnore] int A);", "needs 'A', which carries [JsonIgnore]");
        Add("public class T { public object? Any { get; set; } }", "'object' can be anything; use JsonElement, or declare what it is (at 'T.Any')");
        Add("public record U(List<object> Any); public record T(U U);", "declare what it is (at 'U.Any')");
        Add("public class T : List<int>;", "the collection 'T' is not one");
        Add("public enum T { A, a }", "are both 'a' in JSON");
        Add("public class T { public int A { init { } } }", "'T.A' keeps its value where JSON has none, and that cannot be read; give it a getter");
        Add("public class T { public int A { private get; init; } }", "'T.A' keeps its value");
        Add("public enum T;", "the enum 'T' has no members");
        data.Add("LLM001", "file record T(int A); " + Tool("internal static void A(T x) { }"), "x", "'T' is file-local");

        void Add(string type, string message) => data.Add("LLM001", type + Tool("public static void A(T x) { }"), "x", message);
    }

    private static void AddResults(TheoryData<string, string, string, string> data)
    {
        Add("object", "'object' can be anything");
        Add("Task<object>", "'object' can be anything");
        Add("IAsyncEnumerable<object>", "'object' can be anything");
        Add("List<IAsyncEnumerable<int>>", "'IAsyncEnumerable<int>' is an interface");
        Add("Task<Task>", "'Task' has no form in JSON that a model could know; await it, and return what it gives");
        Add("System.IO.Stream", "use byte[] (base64) or string");
        data.Add("LLM002", Tool("public static ref int A() => ref _x; private static int _x;"), "A", "it returns a reference");
        data.Add("LLM002", Tool("public static async void A() => await Task.Yield();"), "A", "'async void' cannot be awaited");

        void Add(string type, string message) => data.Add("LLM002", Tool($"public static {type} A() => throw new Exception();"), "A", message);
    }

    /// <summary>Types that people try, each with what to write for it.</summary>
    private static void AddInstead(TheoryData<string, string, string, string> data)
    {
        const string Service = "if it comes from dependency injection, write [FromToolServices] before it";
        Add("System.Net.Http.HttpClient x", Service);
        Add("IFormatProvider x", Service);
        Add("CancellationToken? x", "as CancellationToken without '?'");
        Add("nuint x", "use ulong");
        Add("System.Text.Rune x", "use char or string");
        Add("System.Net.IPAddress x", "use string, and parse it in the method");
        Add("CultureInfo x", "use string, and parse it in the method");
        Add("System.Text.StringBuilder x", "use string");
        Add("JsonDocument x", "use JsonElement");
        Add("System.Text.Json.Nodes.JsonValue x", "use JsonElement or JsonNode");
        Add("Type x", "use string or an enum");
        Add("Lazy<int> x", "use 'int'");
        Add("Task<string> x", "use 'string'");
        Add("System.Collections.IEnumerable x", "use List<T>");
        Add("System.Collections.ArrayList x", "use List<T>");
        Add("System.Collections.Hashtable x", "use Dictionary<string, T>");
        Result("System.Runtime.CompilerServices.ConfiguredTaskAwaitable<int>", "return Task<T> or ValueTask<T>");
        Result("Exception", "throw it, or return ToolResult.Error(…)");
        Result("System.Net.Http.HttpResponseMessage", "return what was read of it: a string or a record");
        data.Add("LLM002", "public record Content(string Text, object? Raw);" + Tool("public static Content A() => throw new Exception();"), "A", "(at 'Content.Raw')");

        void Add(string parameter, string message) => data.Add("LLM001", Tool($"public static void A({parameter}) {{ }}"), "x", message);
        void Result(string type, string message) => data.Add("LLM002", Tool($"public static {type} A() => throw new Exception();"), "A", message);
    }

    private static void AddTypes(TheoryData<string, string, string, string> data)
    {
        data.Add("LLM004", "public partial class T<X> { [LlmTool(\"d\")] public void A() { } }", "T", "'T' is generic");
        data.Add("LLM004", "public partial class O<X> { public partial class T { [LlmTool(\"d\")] public void A() { } } }", "O", "'O' is generic");
        data.Add("LLM004", Tool("public static void A<X>(int x) { }"), "A", "'A' is generic");
        data.Add("LLM005", "public class T { [LlmTool(\"d\")] public void A() { } }", "T", "'T' is not partial");
        data.Add("LLM005", "public class O { public partial class T { [LlmTool(\"d\")] public void A() { } } }", "O", "in those of the types around it");
        data.Add("LLM010", "file partial class T { [LlmTool(\"d\")] public void A() { } }", "T", "'T' is file-local");
        data.Add("LLM010", "public ref partial struct T { [LlmTool(\"d\")] public void A() { } }", "T", "'T' is a ref struct");
        data.Add("LLM010", "public static partial class LlmTools { [LlmTool(\"d\")] public static void A() { } }", "LlmTools", "has itself the name of the generated property 'LlmTools'");
        data.Add("LLM010", "public static partial class T { public static int LlmTools; [LlmTool(\"d\")] public static void A() { } }", "T", "has a member with the name of the generated property 'LlmTools'");
        data.Add("LLM011", "public partial interface I { [LlmTool(\"d\")] static abstract void A(); }", "A", "is static and has no body of its own in the interface");
        data.Add("LLM004", "public partial interface I<X> { [LlmTool(\"d\")] void A(); }", "I", "'I' is generic");
        data.Add("LLM005", "public interface I { [LlmTool(\"d\")] void A(); }", "I", "'I' is not partial");
    }

    private static void AddMethods(TheoryData<string, string, string, string> data)
    {
        data.Add("LLM006", Tool("public static void A(int x) { } [LlmTool(\"d\")] public static void AAsync() { }"), "AAsync", "Two tools in 'Tools' have the name 'A'");
        data.Add("LLM006", "public static partial class T { [LlmTool(\"d\", Name = \"a.b\")] public static void A() { } [LlmTool(\"d\", Name = \"a_b\")] public static void B() { } }", "B", "the name 'a_b' where servers refuse a dot, 'a.b' and 'a_b'");
        data.Add("LLM007", Tool("public static void Größe() { }"), "Größe", "a name that servers refuse");
        data.Add("LLM007", "public static partial class T { [LlmTool(\"d\", Name = \"a b\")] public static void A() { } }", "A", "would be the tool 'a b'");
        data.Add("LLM007", "public static partial class T { [LlmTool(\"d\", Name = \"\")] public static void A() { } }", "A", "would be the tool ''");
        data.Add("LLM007", $"public static partial class T {{ [LlmTool(\"d\", Name = \"{new string('a', 65)}\")] public static void A() {{ }} }}", "A", "1 to 64");
        data.Add("LLM008", "public static partial class T { [LlmTool] public static void A() { } }", "A", "'A' has no description");
        data.Add("LLM009", Tool("public static void A([Range(1, 2)] int x, [StringLength(3)] string y) { }"), "x", "before the model sees it: maximum, minimum");
        data.Add("LLM009", Tool("public static void A(Dictionary<string, int> x) { }"), "x", "additionalProperties");
        data.Add("LLM009", "public record N(int A, N? Next); " + Tool("public static void A(N x) { }"), "x", "$ref");
        data.Add("LLM009", "public record N([RegularExpression(\"a\")] string S); " + Tool("public static void A(N x) { }"), "x", "sees it: pattern.");
        data.Add("LLM009", Tool("public static void A(DateTime x) { }"), "x", "sees it: format.");
        data.Add("LLM009", Tool("public static void A(HashSet<int> x) { }"), "x", "sees it: uniqueItems.");
        data.Add("LLM009", Tool("public static void A(int x = 3) { }"), "x", "sees it: default.");
        data.Add("LLM009", Tool("public static void A(byte[] x) { }"), "x", "sees it: contentEncoding.");
        data.Add("LLM009", Tool("public static void A([MinLength(1)] Dictionary<DayOfWeek, byte> x) { }"), "x", "sees it: additionalProperties, minProperties, propertyNames.");
        data.Add("LLM016", Tool("public static void A([RegularExpression(\"(?i)a\")] string x) { }"), "RegularExpression(\"(?i)a\")", "The pattern of 'x'");
        data.Add("LLM017", "public static partial class T { /** <summary>A <b>book.</summary> */ [LlmTool(\"d\")] public static void A(int x) { } }", "[", "the model gets none of its words: The 'b' start tag");
        AddNotSettable(data, "public int A { get; private set; }", "A", "'T.A' cannot be set from outside");
        AddNotSettable(data, "public int A { get; protected init; }", "A", "'T.A' cannot be set from outside");
        AddNotSettable(data, "[JsonInclude] public int A { get; private set; }", "A", "carries [JsonInclude], but generated code cannot reach its setter");
        AddNotSettable(data, "[JsonExtensionData] public Dictionary<string, JsonElement>? A { get; set; }", "A", "carries [JsonExtensionData]");
        data.Add("LLM011", "public interface I { void A(); } public partial class T : I { [LlmTool(\"d\")] void I.A() { } }", "A", "implements an interface explicitly");
        data.Add("LLM011", "public class T { public void B() { [LlmTool(\"d\")] void A() { } A(); } }", "A", "is a local function");
        data.Add("LLM011", "public partial class T { [LlmTool(\"d\")] public static T operator +(T a, T b) => a; }", "+", "is an accessor, an operator or the like; make it a method");
        data.Add("LLM011", "public partial class T { public int X { [LlmTool(\"d\")] get; set; } }", "get", "is an accessor, an operator");
        data.Add("LLM011", "public class T { public Func<int, int> F = [LlmTool(\"d\")] (x) => x; }", "[LlmTool(\"d\")] (x) => x", "'=>' is a lambda; make it a method");
        data.Add("LLM011", Tool("[System.Diagnostics.Conditional(\"X\")] public static void A() { }"), "A", "carries [Conditional], so that the compiler may leave its calls out");
        data.Add("LLM011", Tool("[System.Runtime.InteropServices.UnmanagedCallersOnly] public static void A() { }"), "A", "carries [UnmanagedCallersOnly]");
        data.Add("LLM014", "public static partial class T { [LlmTool(\"d\", TimeoutMilliseconds = -1)] public static void A() { } }", "LlmTool(\"d\", TimeoutMilliseconds = -1)", "give 0 for none");
    }

    private static void AddConstraints(TheoryData<string, string, string, string> data)
    {
        Add("[Range(1, 2)] string x", "Range(1, 2)", "it needs a number");
        Add("[Range(2, 1)] int x", "Range(2, 1)", "no value is between its bounds");
        Add("[Range(1, 2)] DateTime x", "Range(1, 2)", "its bounds must be given as [Range(typeof(DateTime)");
        Add("[Range(typeof(DateOnly), \"1.2.2020\", \"2021-01-01\")] DateOnly x", "Range(typeof(DateOnly), \"1.2.2020\", \"2021-01-01\")", "'1.2.2020' is none of the type; write it as in 2025-01-31");
        Add("[Range(typeof(TimeSpan), \"2:00\", \"1:00\")] TimeSpan x", "Range(typeof(TimeSpan), \"2:00\", \"1:00\")", "no value is between its bounds");
        Add("[Range(1, 2)] List<string> x", "Range(1, 2)", "it needs a number");
        Add("[Url] int x", "Url", "it needs a string");
        Add("[DeniedValues(1)] string x", "DeniedValues(1)", "1 is not a value of the type");
        Add("[Range(typeof(double), \"1,5\", \"2,5\")] double x", "Range(typeof(double), \"1,5\", \"2,5\")", "'1,5' is no number in the invariant culture; write 1.5");
        Add("[StringLength(3)] int x", "StringLength(3)", "it needs a string");
        Add("[MinLength(3)] int x", "MinLength(3)", "it needs a string, a collection");
        Add("[RegularExpression(\"a\")] int x", "RegularExpression(\"a\")", "it needs a string");
        Add("[RegularExpression(\"(\")] string x", "RegularExpression(\"(\")", "the expression is not valid");
        Add("[RegularExpression(\"(?x)a # b\")] string x", "RegularExpression(\"(?x)a # b\")", "the expression is not valid");
        Add("[AllowedValues(1)] string x", "AllowedValues(1)", "1 is not a value of the type");
        Add("[AllowedValues(300)] byte x", "AllowedValues(300)", "300 is not a value of the type");
        data.Add("LLM013", Tool("public static void A([Phone] string x) { }"), "Phone", "'x' carries [Phone], which the generator does not know");
        AddUnchecked("PercentAttribute : RangeAttribute { public PercentAttribute() : base(0, 100) { Console.WriteLine(); } }");
        AddUnchecked("PercentAttribute() : RangeAttribute(0, 100) { public override bool IsValid(object? value) => true; }");
        AddUnchecked("PercentAttribute : RangeAttribute { public PercentAttribute() : base(0, int.Parse(\"100\")) { } }");
        AddUnchecked("PercentAttribute : ValidationAttribute;");

        void AddUnchecked(string attribute) => data.Add("LLM013", $"public class {attribute} " + Tool("public static void A([Percent] int x) { }"), "Percent", "'x' carries [Percent]");

        void Add(string parameter, string marked, string message) => data.Add("LLM012", Tool($"public static void A({parameter}) {{ }}"), marked, message);
    }

    private static void AddSchemas(TheoryData<string, string, string, string> data)
    {
        data.Add("LLM015", "[LlmSchema] public partial class T { public object? A { get; set; } }", "T", "'T' cannot have a schema: 'object' can be anything");
        data.Add("LLM015", "[LlmSchema] public partial class T : List<int>;", "T", "the collection 'T'");
        data.Add("LLM015", "[LlmSchema] public abstract partial class T;", "T", "'T' is abstract");
        data.Add("LLM015", "[LlmSchema, JsonDerivedType(typeof(U), \"u\")] public partial class T; public class U : T;", "T", "this type is of several kinds; make it a member of a record");
        data.Add("LLM015", "[LlmSchema] public partial class T { public int A { get; set; } public System.IO.Stream? B { get; } }", "T", "'Stream' has no form in JSON that a model could know; use byte[] (base64) or string (at 'T.B')");
        data.Add("LLM015", "[LlmSchema] public static partial class T;", "T", "it is static, so that it holds no data; make it a record or a class");
        data.Add("LLM005", "[LlmSchema] public class T { public int A { get; set; } }", "T", "'T' is not partial");
        data.Add("LLM004", "[LlmSchema] public partial record T<X>(X A);", "T", "'T' is generic");
    }

    private static void AddAnswers(TheoryData<string, string, string, string> data)
    {
        Add("object", "'object' can be anything");
        Add("List<object>", "'object' can be anything");
        Add("Action", "has no form in JSON");
        Add("System.IO.Stream", "use byte[] (base64) or string");
        data.Add("LLM019", "public static class P { public static Task<X> A<X>(OllamaClient client) => client.ChatAsync<X>(\"q\"); }", "X", "'X' is open; use a type that is known");
        data.Add("LLM019", "public static class P { private sealed record Q(int A); public static Task A(LlmClient client) => client.ChatAsync<Q>(\"q\"); }", "Q", "less accessible");

        void Add(string type, string message) =>
            data.Add("LLM019", $"public static class P {{ public static Task A(OllamaClient client) => client.ChatAsync<{type}>(\"q\"); }}", type, message);
    }

    private static void AddNotSettable(TheoryData<string, string, string, string> data, string member, string marked, string message) =>
        data.Add("LLM018", $"public class T {{ public int B {{ get; set; }} {member} }} " + Tool("public static void X(T x) { }"), marked, message);

    private static string Tool(string method) => $" public static partial class Tools {{ [LlmTool(\"d\")] {method} }}";
}
