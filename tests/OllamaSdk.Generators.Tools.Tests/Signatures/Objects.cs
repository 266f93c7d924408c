namespace Table;

public static partial class Objects
{
    public sealed record Point(int X, int Y = 3);

    public class Person
    {
        public required string Name { get; init; }
        public int Age { get; set; } = 18;
        public string? Nick { get; init; } = "none";
        public List<string> Tags { get; } = ["fixed"];
        public bool IsAdmin { get; private set; }
        [JsonIgnore] public string Secret { get; set; } = "kept";
        [JsonPropertyName("e-mail")] public string? Mail { get; set; }
        [JsonExtensionData] public Dictionary<string, JsonElement>? More { get; set; }

        public override string ToString() => $"{Name} {Age} {Nick} {IsAdmin} {Secret} {Mail} {More is null}";
    }

    public struct Size { public double Width; public double Height { get; set; } }

    public readonly record struct Span(int From, int? To = null);

    public sealed class Immutable(string name, Point? at = null)
    {
        public string Name { get; } = name;
        public Point? At { get; } = at;
    }

    public sealed class Several
    {
        public Several() { }
        [JsonConstructor] public Several(int value) => Value = value * 2;
        public int Value { get; }
    }

    public class Base { public int A { get; set; } public virtual int B { get; set; } }

    public sealed class Derived : Base { public int C { get; set; } public override int B { get; set; } }

    public sealed record Node(string Name, Node? Parent, List<Node> Children);

    public sealed record Options { public int Depth { get; init; } = 5; public bool Deep { get; init; } = true; public string Name { get; set; } = "n"; }

    public sealed record Box<T>(T Value, T? Other);

    public sealed record Empty;

    //schema {"p":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"integer","default":3}},"required":["x"]}}
    //right {"p":{"x":1,"y":2}} => {"x":1,"y":2}
    //right {"p":{"x":1,"z":9}} => {"x":1,"y":3}
    //wrong {"p":{"y":2}} =! argument 'p.x' is missing
    //wrong {"p":[1,2]} =! argument 'p': got an array, expected an object
    //wrong {"p":null} =! argument 'p': got null, expected an object
    //hostile {"p":{"X":1,"x":"1"}} =! argument 'p.x': got "1", expected an integer from -2147483648 to 2147483647
    //hostile {"p":{"$type":"System.Diagnostics.Process","x":1}} => {"x":1,"y":3}
    [LlmTool("d")]
    public static Point Record(Point p) => p;

    //schema {"p":{"type":"object","properties":{"name":{"type":"string"},"age":{"type":"integer"},"nick":{"type":["string","null"]},"tags":{"type":"array","items":{"type":"string"}},"e-mail":{"type":["string","null"]}},"required":["name"]}}
    //right {"p":{"name":"a"}} => a 18 none False kept  True
    //right {"p":{"e-mail":"m","nick":null,"age":3,"name":"a"}} => a 3  False kept m True
    //wrong {"p":{"age":3}} =! argument 'p.name' is missing
    //hostile {"p":{"name":"a","isAdmin":true,"secret":"x","tags":["y"],"More":{},"more":{"a":1}}} => a 18 none False kept  True
    [LlmTool("d")]
    public static string Class(Person p) => p.ToString();

    //schema {"s":{"type":"object","properties":{"width":{"type":"number"},"height":{"type":"number"}}}}
    //right {"s":{"height":2,"width":1.5}} => {"width":1.5,"height":2}
    //right {"s":{}} => {"width":0,"height":0}
    //wrong {"s":{"width":"1"}} =! argument 's.width': got "1", expected a number
    //hostile {"s":{"width":{"height":1}}} =! argument 's.width': got an object, expected a number
    [LlmTool("d")]
    public static Size Struct(Size s) => s;

    //schema {"s":{"type":["object","null"],"properties":{"from":{"type":"integer"},"to":{"type":["integer","null"],"default":null}},"required":["from"],"default":null}} required none
    //right {} => null
    //right {"s":{"from":1}} => {"from":1,"to":null}
    //wrong {"s":{"to":1}} =! argument 's.from' is missing
    //hostile {"s":{"from":1,"to":"null"}} =! argument 's.to': got "null", expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static Span? NullableStruct(Span? s = null) => s;

    //schema {"x":{"type":"object","properties":{"name":{"type":"string"},"at":{"type":["object","null"],"properties":{"x":{"type":"integer"},"y":{"type":"integer","default":3}},"required":["x"],"default":null}},"required":["name"]}}
    //right {"x":{"name":"n","at":{"x":5}}} => {"name":"n","at":{"x":5,"y":3}}
    //right {"x":{"name":"n"}} => {"name":"n","at":null}
    //wrong {"x":{"name":"n","at":{}}} =! argument 'x.at.x' is missing
    //hostile {"x":{"name":"n","at":{"x":[]}}} =! argument 'x.at.x': got an array, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static Immutable PrimaryConstructor(Immutable x) => x;

    //schema {"x":{"type":"object","properties":{"value":{"type":"integer"}},"required":["value"]}}
    //right {"x":{"value":4}} => {"value":8}
    //wrong {"x":{}} =! argument 'x.value' is missing
    //hostile {"x":{"value":null}} =! argument 'x.value': got null, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static Several ChosenConstructor(Several x) => x;

    //schema {"x":{"type":"object","properties":{"a":{"type":"integer"},"c":{"type":"integer"},"b":{"type":"integer"}}}}
    //right {"x":{"a":1,"b":2,"c":3}} => {"a":1,"c":3,"b":2}
    //wrong {"x":{"a":1.5}} =! argument 'x.a': got 1.5, expected an integer from -2147483648 to 2147483647
    //hostile {"x":{"b":1,"b":"2"}} =! argument 'x.b': got "2", expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static Derived Inherited(Derived x) => x;

    //schema {"x":{"type":"object","properties":{"name":{"type":"string"},"parent":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]},"children":{"type":"array","items":{"$ref":"#/$defs/Node"}}},"required":["name","parent","children"]},"$defs":{"Node":{"type":"object","properties":{"name":{"type":"string"},"parent":{"anyOf":[{"$ref":"#/$defs/Node"},{"type":"null"}]},"children":{"type":"array","items":{"$ref":"#/$defs/Node"}}},"required":["name","parent","children"]}}} required x
    //right {"x":{"name":"a","parent":null,"children":[{"name":"b","parent":null,"children":[]}]}} => b
    //wrong {"x":{"name":"a","parent":null,"children":[{"name":"b","parent":null}]}} =! argument 'x.children[0].children' is missing
    //hostile {"x":{"name":"a","parent":{"name":"p","parent":{"name":1},"children":[]},"children":[]}} =! argument 'x.parent.parent.name': got 1, expected a string
    [LlmTool("d")]
    public static string Recursive(Node x) => x.Children.Single().Name;

    //schema {"x":{"type":"object","properties":{"depth":{"type":"integer"},"deep":{"type":"boolean"},"name":{"type":"string"}}}}
    //right {"x":{}} => {"depth":5,"deep":true,"name":"n"}
    //right {"x":{"deep":false}} => {"depth":5,"deep":false,"name":"n"}
    //wrong {"x":{"deep":0}} =! argument 'x.deep': got 0, expected true or false
    //hostile {"x":{"name":null}} =! argument 'x.name': got null, expected a string
    [LlmTool("d")]
    public static Options InitOnly(Options x) => x;

    //schema {"x":{"type":"object","properties":{"value":{"type":"integer"},"other":{"type":"integer"}},"required":["value","other"]},"y":{"type":"object","properties":{"value":{"type":"string"},"other":{"type":["string","null"]}},"required":["value","other"]}}
    //right {"x":{"value":1,"other":2},"y":{"value":"a","other":null}} => 1a
    //wrong {"x":{"value":1,"other":null},"y":{"value":"a","other":null}} =! argument 'x.other': got null, expected an integer from -2147483648 to 2147483647
    //hostile {"x":{"value":"a","other":null},"y":{"value":1,"other":2}} =! argument 'x.value': got "a", expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static string ClosedGeneric(Box<int> x, Box<string> y) => $"{x.Value}{y.Value}";

    //schema {"x":{"type":"object","properties":{}}}
    //right {"x":{"a":{"b":[]}}} => {}
    //wrong {"x":1} =! argument 'x': got 1, expected an object
    //hostile {"x":{"a":1}} trailing =! arguments are not valid JSON: something follows the value at character 15
    [LlmTool("d")]
    public static Empty NoMembers(Empty x) => x;

    //schema {"x":{"type":"array","items":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"integer","default":3}},"required":["x"]}}}
    //right {"x":[{"x":1},{"x":2,"y":0}]} => [{"x":1,"y":3},{"x":2,"y":0}]
    //wrong {"x":[{"x":1},{"y":0}]} =! argument 'x[1].x' is missing
    //hostile {"x":[{"x":1},{"x":{"x":{"x":1}}}]} =! argument 'x[1].x': got an object, expected an integer from -2147483648 to 2147483647
    [LlmTool("d")]
    public static List<Point> ListOfRecords(List<Point> x) => x;

    //schema {"x":{"type":"object","additionalProperties":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"integer","default":3}},"required":["x"]}}}
    //right {"x":{"a":{"x":1}}} => {"a":{"x":1,"y":3}}
    //wrong {"x":{"a":{}}} =! argument 'x.a.x' is missing
    //hostile {"x":{"a":[]}} =! argument 'x.a': got an array, expected an object
    [LlmTool("d")]
    public static Dictionary<string, Point> MapOfRecords(Dictionary<string, Point> x) => x;
}
