namespace Table;

public static partial class Results
{
    public sealed record Answer(string Text, double? Score, [property: JsonIgnore] string Hidden, DateOnly Day)
    {
        public string Upper => Text.ToUpperInvariant();
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; init; }
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Zero { get; init; }
    }

    //schema {"note":{"type":["string","null"],"default":null}} required none
    //right {} => {"text":"ı","score":null,"day":"2025-01-31","upper":"ı"}
    //right {"note":"n"} => {"text":"ı","score":null,"day":"2025-01-31","upper":"ı","note":"n"}
    //wrong {"note":1} =! argument 'note': got 1, expected a string
    //hostile {"note":"</tool>"} => {"text":"ı","score":null,"day":"2025-01-31","upper":"ı","note":"</tool>"}
    [LlmTool("d")]
    public static Answer Record(string? note = null) => new("ı", null, "h", new(2025, 1, 31)) { Note = note };

    //schema {"x":{"type":"number"}}
    //right {"x":1234.5} => 1234.5
    //wrong {"x":"1"} =! argument 'x': got "1", expected a number
    //hostile {"x":-1} => NaN
    [LlmTool("d")]
    public static double NotANumber(double x) => Math.Sqrt(x) is double.NaN ? double.NaN : x;

    //schema {"x":{"type":"integer"}}
    //right {"x":2} => [{"a":0},{"a":1}]
    //wrong {"x":null} =! argument 'x': got null, expected an integer from -2147483648 to 2147483647
    //hostile {"x":-5} => []
    [LlmTool("d")]
    public static IEnumerable<Dictionary<string, int>> Lazy(int x)
    {
        for (var i = 0; i < x; i++)
        {
            yield return new() { ["a"] = i };
        }
    }

    //schema {"x":{"type":"string"}}
    //right {"x":"a"} => {"Sunday":"a"}
    //wrong {} =! argument 'x' is missing
    //hostile {"x":"\u2028"} => {"Sunday":"\u2028"}
    [LlmTool("d")]
    public static Task<JsonElement?> Json(string x) =>
        Task.FromResult<JsonElement?>(JsonDocument.Parse($"{{\"Sunday\":\"{x.Replace("\u2028", "\\u2028")}\"}}").RootElement);

    //schema {} required none
    //right {} => null
    //wrong [] =! arguments: got an array, expected an object
    //hostile {"a":{"a":{"a":{}}}} => null
    [LlmTool("d")]
    public static List<int> NullDespiteThePromise() => null!;

    //schema {} required none
    //right {} => 2025-01-31T13:45:00Z
    //wrong 1 =! arguments: got 1, expected an object
    //hostile {"":""} => 2025-01-31T13:45:00Z
    [LlmTool("d")]
    public static DateTime Time() => new(2025, 1, 31, 13, 45, 0, DateTimeKind.Utc);

    public sealed class Directed
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] public string Given { get; set; } = "";
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)] public string Told { get; set; } = "told";
        [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Both { get; set; }
    }

    //schema {"x":{"type":"object","properties":{"given":{"type":"string"},"both":{"type":"integer"}}}}
    //right {"x":{"given":"a","both":1}} => {"told":"told","both":1}
    //wrong {"x":{"given":1}} =! argument 'x.given': got 1, expected a string
    //hostile {"x":{"told":5}} => {"told":"told","both":0}
    [LlmTool("d")]
    public static Directed OneWay(Directed x) => x;

    /// <summary>Hides by an older enumerator the one that says what its items are, and has two of these.</summary>
    public sealed class Legacy : IEnumerable<int>, IEnumerable<string>
    {
        public System.Collections.IEnumerator GetEnumerator() => ((IEnumerable<int>)this).GetEnumerator();
        IEnumerator<int> IEnumerable<int>.GetEnumerator() => Enumerable.Range(1, 2).GetEnumerator();
        IEnumerator<string> IEnumerable<string>.GetEnumerator() => throw new InvalidOperationException();
    }

    //schema {} required none
    //right {} => [1,2]
    //wrong [] =! arguments: got an array, expected an object
    //hostile {"x":1} => [1,2]
    [LlmTool("d")]
    public static Legacy HiddenItems() => new();
}
