namespace Table;

public static partial class Maps
{
    //schema {"x":{"type":"object","additionalProperties":{"type":"integer"}}}
    //right {"x":{"a":1,"b c":2}} => {"a":1,"b c":2}
    //right {"x":{"a":1,"a":2}} => {"a":2}
    //wrong {"x":{"a":"1"}} =! argument 'x.a': got "1", expected an integer from -2147483648 to 2147483647
    //wrong {"x":[]} =! argument 'x': got an array, expected an object
    //hostile {"x":{"__proto__":{"a":1}}} =! argument 'x.__proto__': got an object, expected an integer from -2147483648 to 2147483647
    //hostile {"x":{"a.b\u0007\"":true}} =! argument 'x["a.b\u0007\""]': got true, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static Dictionary<string, int> Dictionary(Dictionary<string, int> x) => x;

    //schema {"x":{"type":"object","propertyNames":{"type":"string","enum":["sunday","monday","tuesday","wednesday","thursday","friday","saturday"]},"additionalProperties":{"type":"string"}}}
    //right {"x":{"monday":"a"}} => {"monday":"a"}
    //wrong {"x":{"Monday":"a"}} =! argument 'x.Monday': got "Monday", expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday
    //hostile {"x":{"1":"a"}} =! argument 'x.1': got "1", expected one of sunday, monday, tuesday, wednesday, thursday, friday, saturday
    [LlmTool("d")]
    public static IReadOnlyDictionary<DayOfWeek, string> EnumKeys(IReadOnlyDictionary<DayOfWeek, string> x) => x;

    //schema {"x":{"type":"object","additionalProperties":{"type":["boolean","null"]}}}
    //right {"x":{"-5":true,"7":null}} => {"-5":true,"7":null}
    //wrong {"x":{"five":true}} =! argument 'x.five': got "five", expected an integer
    //hostile {"x":{"9999999999":true}} =! argument 'x.9999999999': got "9999999999", expected an integer
    [LlmTool("d")]
    public static IDictionary<int, bool?> IntegerKeys(IDictionary<int, bool?> x) => x;

    //schema {"x":{"type":"object","additionalProperties":{"type":"integer"}}}
    //right {"x":{"3f2504e0-4f89-11d3-9a0c-0305e82c3301":1}} => {"3f2504e0-4f89-11d3-9a0c-0305e82c3301":1}
    //wrong {"x":{"a":1}} =! argument 'x.a': got "a", expected a UUID
    //hostile {"x":{"":1}} =! argument 'x[""]': got "", expected a UUID
    [LlmTool("d")]
    public static SortedDictionary<Guid, long> GuidKeys(SortedDictionary<Guid, long> x) => x;

    //schema {"x":{"type":"object","additionalProperties":{"type":"array","items":{"type":"number"}}}}
    //right {"x":{"a":[1.5]}} => {"a":[1.5]}
    //wrong {"x":{"a":[1.5,"2"]}} =! argument 'x.a[1]': got "2", expected a number
    //hostile {"x":{"a":{"b":{"c":[]}}}} =! argument 'x.a': got an object, expected an array
    [LlmTool("d")]
    public static System.Collections.Immutable.ImmutableDictionary<string, List<double>> MapOfLists(System.Collections.Immutable.ImmutableDictionary<string, List<double>> x) => x;

    //schema {"x":{"type":["object","null"],"additionalProperties":{"type":"string"},"default":null}} required none
    //right {} => null
    //right {"x":{}} => {}
    //wrong {"x":""} =! argument 'x': got "", expected an object
    //hostile {"x":{"a":null}} =! argument 'x.a': got null, expected a string
    [LlmTool("d")]
    public static IDictionary<string, string>? NullableMap(IDictionary<string, string>? x = null) => x;

    //schema {"x":{"type":"object","additionalProperties":{"type":"object","additionalProperties":{"type":"integer"}}},"y":{"type":"object","additionalProperties":{"type":"integer"}}}
    //right {"x":{"a":{"b":1}},"y":{"c":2}} => 3
    //wrong {"x":{"a":{"b":1}},"y":{"c":"2"}} =! argument 'y.c': got "2", expected an integer from -2147483648 to 2147483647
    //hostile {"x":{"a":{"b":{"c":1}}},"y":{}} =! argument 'x.a.b': got an object, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static int Nested(System.Collections.Frozen.FrozenDictionary<string, Dictionary<string, int>> x, System.Collections.Concurrent.ConcurrentDictionary<string, int> y) => x["a"]["b"] + y["c"];

    //schema {"x":{}}
    //right {"x":{"a":[1,"b",null]}} => {"a":[1,"b",null]}
    //right {"x":null} => null
    //right {"x":7} => 7
    //wrong {} =! argument 'x' is missing
    //hostile {"x":{"a":1,"a":2}} => {"a":1,"a":2}
    [LlmTool("d")]
    public static JsonElement Element(JsonElement x) => x;

    //schema {"x":{}}
    //right {"x":{"a":[1,"b",null]}} => {"a":[1,"b",null]}
    //wrong {"x":null} =! argument 'x': got null, expected a value
    //hostile {"x":{"a":1,"a":{"b":2}}} => {"a":{"b":2}}
    //hostile {"x":["\ud800"]} =! arguments hold text that is not valid Unicode
    [LlmTool("d")]
    public static System.Text.Json.Nodes.JsonNode Node(System.Text.Json.Nodes.JsonNode x) => x;

    //schema {"x":{"type":"object"},"y":{"type":["array","null"]}}
    //right {"x":{"a":1},"y":[1]} => {"a":1}
    //right {"x":{},"y":null} => {}
    //wrong {"x":[],"y":[]} =! argument 'x': got an array, expected an object
    //hostile {"x":{},"y":{}} =! argument 'y': got an object, expected an array
    [LlmTool("d")]
    public static System.Text.Json.Nodes.JsonObject Trees(System.Text.Json.Nodes.JsonObject x, System.Text.Json.Nodes.JsonArray? y) => x;
}
