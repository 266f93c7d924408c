namespace Table;

public static partial class Lists
{
    //schema {"x":{"type":"array","items":{"type":"integer"}}}
    //right {"x":[1,2]} => [1,2]
    //right {"x":[]} => []
    //wrong {"x":1} =! argument 'x': got 1, expected an array
    //wrong {"x":[1,"2"]} =! argument 'x[1]': got "2", expected an integer from -2147483648 to 2147483647
    //hostile {"x":[[[[1]]]]} =! argument 'x[0]': got an array, expected an integer from -2147483648 to 2147483647
    //hostile {"x":[1,2,} =! arguments are not valid JSON: a comma before '}' at character 11
    [LlmTool("d")]
    public static int[] Array(int[] x) => x;

    //schema {"x":{"type":"array","items":{"type":["string","null"]}}}
    //right {"x":["a",null]} => ["a",null]
    //wrong {"x":["a",1]} =! argument 'x[1]': got 1, expected a string
    //hostile {"x":{"0":"a","length":1}} =! argument 'x': got an object, expected an array
    [LlmTool("d")]
    public static List<string?> ListOfNullable(List<string?> x) => x;

    //schema {"x":{"type":"array","items":{"type":"array","items":{"type":"number"}}}}
    //right {"x":[[1.5],[]]} => [[1.5],[]]
    //wrong {"x":[1.5]} =! argument 'x[0]': got 1.5, expected an array
    //hostile {"x":[[1.5,[2]]]} =! argument 'x[0][1]': got an array, expected a number
    [LlmTool("d")]
    public static double[][] Jagged(double[][] x) => x;

    //schema {"x":{"type":"array","items":{"type":"string"},"uniqueItems":true}}
    //right {"x":["a","A"]} => 2
    //wrong {"x":["a","b","a"]} =! argument 'x': got the same value twice, expected different ones
    //hostile {"x":["\u0061","a"]} =! argument 'x': got the same value twice, expected different ones
    [LlmTool("d")]
    public static int Set(HashSet<string> x) => x.Count;

    //schema {"x":{"type":["array","null"],"items":{"type":"integer"}}}
    //right {"x":null} => null
    //right {"x":[3]} => [3]
    //wrong {} =! argument 'x' is missing
    //hostile {"x":[null]} =! argument 'x[0]': got null, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static IReadOnlyList<int>? NullableList(IReadOnlyList<int>? x) => x;

    //schema {"x":{"type":"array","items":{"type":"string"}}} required none
    //right {} => 
    //right {"x":["a","b"]} => a+b
    //wrong {"x":"a"} =! argument 'x': got "a", expected an array
    //hostile {"x":null} =! argument 'x': got null, expected an array
    [LlmTool("d")]
    public static string Params(params string[] x) => string.Join("+", x);

    //schema {"x":{"type":"array","items":{"type":"integer"}},"y":{"type":"array","items":{"type":"string"}}}
    //right {"x":[2,1],"y":["b"]} => 2b
    //wrong {"x":[2],"y":[2]} =! argument 'y[0]': got 2, expected a string
    //hostile {"y":["b"]} =! argument 'x' is missing
    [LlmTool("d")]
    public static string Enumerables(IEnumerable<int> x, ICollection<string> y) => $"{x.First()}{y.Single()}";

    //schema {"x":{"type":"array","items":{"type":"integer"}},"y":{"type":"array","items":{"type":"integer"}},"z":{"type":"array","items":{"type":"integer"}}}
    //right {"x":[1],"y":[2,3],"z":[4]} => [1,2,3,4]
    //wrong {"x":[1],"y":[2,3],"z":["4"]} =! argument 'z[0]': got "4", expected an integer from -2147483648 to 2147483647
    //hostile {"x":[],"y":[],"z":{}} =! argument 'z': got an object, expected an array
    [LlmTool("d")]
    public static IEnumerable<int> Interfaces(IList<int> x, IReadOnlyCollection<int> y, System.Collections.ObjectModel.Collection<int> z) => x.Concat(y).Concat(z);

    //schema {"x":{"type":"array","items":{"type":"integer"}},"y":{"type":"array","items":{"type":"integer"}},"z":{"type":"array","items":{"type":"integer"},"uniqueItems":true}}
    //right {"x":[1],"y":[2],"z":[3]} => [1,2,3]
    //wrong {"x":[1],"y":[2],"z":[3,3]} =! argument 'z': got the same value twice, expected different ones
    //hostile {"x":[1],"y":[2],"z":[3,[3]]} =! argument 'z[1]': got an array, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static System.Collections.Immutable.ImmutableArray<int> Immutable(
        System.Collections.Immutable.ImmutableArray<int> x, System.Collections.Immutable.ImmutableList<int> y, System.Collections.Immutable.ImmutableHashSet<int> z) =>
        [.. x, .. y, .. z];

    //schema {"x":{"type":"array","items":{"type":"integer"},"uniqueItems":true},"y":{"type":"array","items":{"type":"integer"},"uniqueItems":true},"z":{"type":"array","items":{"type":"integer"},"uniqueItems":true}}
    //right {"x":[3,1],"y":[4],"z":[5]} => [1,3,4,5]
    //wrong {"x":[3,1],"y":[4],"z":5} =! argument 'z': got 5, expected an array
    //hostile {"x":[3,1],"y":[4,4.0],"z":[5]} =! argument 'y': got the same value twice, expected different ones
    [LlmTool("d")]
    public static List<int> Sets(SortedSet<int> x, ISet<int> y, System.Collections.Frozen.FrozenSet<int> z) => [.. x, .. y, .. z];

    //schema {"x":{"type":"array","items":{"type":"integer"}},"y":{"type":"array","items":{"type":"integer"}},"z":{"type":"array","items":{"type":"integer"}}}
    //right {"x":[1],"y":[2],"z":[3]} => [1,2,3]
    //wrong {"x":[1],"y":[2],"z":"3"} =! argument 'z': got "3", expected an array
    //hostile {"x":[1e9],"y":[2e9],"z":[3e9]} =! argument 'z[0]': got 3e9, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static List<int> Others(Queue<int> x, LinkedList<int> y, System.Collections.ObjectModel.ReadOnlyCollection<int> z) => [.. x, .. y, .. z];

    //schema {"x":{"type":"array","items":{"type":"string","enum":["sunday","monday","tuesday","wednesday","thursday","friday","saturday"]}}}
    //right {"x":["monday","sunday"]} => ["monday","sunday"]
    //wrong {"x":["someday"]} =! argument 'x[0]': got "someday", expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday
    //hostile {"x":["monday",null]} =! argument 'x[1]': got null, expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday
    [LlmTool("d")]
    public static DayOfWeek[] Enums(DayOfWeek[] x) => x;

    //schema {"x":{"type":"array","items":{"type":["integer","null"]}}}
    //right {"x":[1,null]} => [1,null]
    //wrong {"x":["null"]} =! argument 'x[0]': got "null", expected an integer from -2147483648 to 2147483647
    //hostile {"x":[,]} =! arguments are not valid JSON: ',' is not expected at character 7
    [LlmTool("d")]
    public static int?[] NullableItems(int?[] x) => x;
}
