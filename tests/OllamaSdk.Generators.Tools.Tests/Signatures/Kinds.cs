namespace Table;

public static partial class Kinds
{
    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Cat), "cat")]
    [JsonDerivedType(typeof(Kitten), "kitten")]
    [JsonDerivedType(typeof(Dog), "dog")]
    public abstract record Pet(string Name);

    public record Cat(string Name, int Lives = 9) : Pet(Name);

    public sealed record Kitten(string Name, int Weeks) : Cat(Name, 9);

    public sealed record Dog(string Name) : Pet(Name) { public bool Barks { get; set; } = true; }

    [JsonDerivedType(typeof(Circle), 1)]
    [JsonDerivedType(typeof(Square), 2)]
    public interface IShape { double Area { get; } }

    public readonly record struct Circle([property: Range(0, 100)] double Radius) : IShape { [JsonIgnore] public double Area => Radius * 3; }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed class Square : IShape { public double Side { get; set; } = 1; [JsonIgnore] public double Area => Side * Side; }

    [JsonDerivedType(typeof(Expression), "value")]
    [JsonDerivedType(typeof(Sum), "sum")]
    public class Expression { public int Value { get; set; } }

    public sealed class Sum : Expression { public required List<Expression> Terms { get; init; } }

    /// <summary>Something that happened.</summary>
    [JsonDerivedType(typeof(Quiet), "quiet")]
    public class Event { public int At { get; set; } }

    public sealed class Quiet : Event;

    public sealed class Loud : Event { public int Volume { get; set; } }

    //schema {"x":{"anyOf":[{"type":"object","properties":{"kind":{"type":"string","enum":["cat"]},"name":{"type":"string"},"lives":{"type":"integer","default":9}},"required":["kind","name"]},{"type":"object","properties":{"kind":{"type":"string","enum":["kitten"]},"name":{"type":"string"},"weeks":{"type":"integer"},"lives":{"type":"integer"}},"required":["kind","name","weeks"]},{"type":"object","properties":{"kind":{"type":"string","enum":["dog"]},"name":{"type":"string"},"barks":{"type":"boolean"}},"required":["kind","name"]}]}}
    //right {"x":{"kind":"cat","name":"a"}} => {"kind":"cat","name":"a","lives":9}
    //right {"x":{"name":"a","barks":false,"kind":"dog"}} => {"kind":"dog","name":"a","barks":false}
    //hostile {"x":{"weeks":3,"name":{"kind":"dog"},"name":"a","kind":"kitten"}} =! argument 'x.name': got an object, expected a string
    //right {"x":{"weeks":3,"\u006bind":"kitten","name":"a"}} => {"kind":"kitten","name":"a","lives":9,"weeks":3}
    //wrong {"x":{"name":"a"}} =! argument 'x.kind' is missing
    //wrong {"x":{"kind":"cow","name":"a"}} =! argument 'x.kind': got "cow", expected one of cat, kitten, dog
    //wrong {"x":{"kind":"cat","name":1}} =! argument 'x.name': got 1, expected a string
    //wrong {"x":null} =! argument 'x': got null, expected an object
    //hostile {"x":{"kind":"cat","kind":"dog","name":"a"}} =! argument 'x.kind': got "dog", expected cat
    //hostile {"x":{"kind":["cat"],"name":"a"}} =! argument 'x.kind': got an array, expected one of cat, kitten, dog
    //hostile {"x":{"$type":"System.IO.FileInfo","kind":"Cat","name":"a"}} =! argument 'x.kind': got "Cat", expected one of cat, kitten, dog
    [LlmTool("d")]
    public static Pet Named(Pet x) => x;

    //schema {"x":{"anyOf":[{"type":"object","properties":{"$type":{"type":"integer","enum":[1]},"radius":{"type":"number","minimum":0,"maximum":100}},"required":["$type","radius"]},{"type":"object","properties":{"$type":{"type":"integer","enum":[2]},"side":{"type":"number"}},"required":["$type"],"additionalProperties":false},{"type":"null"}]},"y":{"type":"object","properties":{"radius":{"type":"number","minimum":0,"maximum":100}},"required":["radius"]}}
    //right {"x":{"$type":1,"radius":2},"y":{"radius":5}} => {"$type":1,"radius":2}
    //right {"x":{"side":3,"$type":2.0},"y":{"radius":5}} => {"$type":2,"side":3}
    //right {"x":null,"y":{"radius":5}} => null
    //wrong {"x":{"$type":3},"y":{"radius":5}} =! argument 'x["$type"]': got 3, expected one of 1, 2
    //wrong {"x":{"$type":1,"radius":101},"y":{"radius":5}} =! argument 'x.radius': got 101, expected a number at least 0 and at most 100
    //hostile {"x":{"$type":2,"radius":1},"y":{"radius":5}} =! argument 'x.radius': is not known here
    //hostile {"x":{"$type":1e999999999,"radius":1},"y":{"radius":5}} =! argument 'x["$type"]': got 1e999999999, expected one of 1, 2
    [LlmTool("d")]
    public static IShape? Numbered(IShape? x, Circle y) => y.Radius > 1 ? x : y;

    //schema {"x":{"anyOf":[{"type":"object","properties":{"$type":{"type":"string","enum":["value"]},"value":{"type":"integer"}},"required":["$type"]},{"type":"object","properties":{"$type":{"type":"string","enum":["sum"]},"value":{"type":"integer"},"terms":{"type":"array","items":{"$ref":"#/$defs/Expression"}}},"required":["$type","terms"]}]},"$defs":{"Expression":{"anyOf":[{"type":"object","properties":{"$type":{"type":"string","enum":["value"]},"value":{"type":"integer"}},"required":["$type"]},{"type":"object","properties":{"$type":{"type":"string","enum":["sum"]},"value":{"type":"integer"},"terms":{"type":"array","items":{"$ref":"#/$defs/Expression"}}},"required":["$type","terms"]}]}}} required x
    //right {"x":{"$type":"sum","terms":[{"$type":"value","value":2},{"terms":[],"$type":"sum"}]}} => {"$type":"sum","value":0,"terms":[{"$type":"value","value":2},{"$type":"sum","value":0,"terms":[]}]}
    //wrong {"x":{"$type":"sum","terms":[{"value":2}]}} =! argument 'x.terms[0]["$type"]' is missing
    //hostile {"x":{"$type":"sum","terms":{"$type":"sum"}}} =! argument 'x.terms': got an object, expected an array
    [LlmTool("d")]
    public static Expression Recursive(Expression x) => x;

    //schema {"x":{"type":"array","items":{"anyOf":[{"type":"object","properties":{"kind":{"type":"string","enum":["cat"]},"name":{"type":"string"},"lives":{"type":"integer","default":9}},"required":["kind","name"]},{"type":"object","properties":{"kind":{"type":"string","enum":["kitten"]},"name":{"type":"string"},"weeks":{"type":"integer"},"lives":{"type":"integer"}},"required":["kind","name","weeks"]},{"type":"object","properties":{"kind":{"type":"string","enum":["dog"]},"name":{"type":"string"},"barks":{"type":"boolean"}},"required":["kind","name"]}]}}}
    //right {"x":[{"kind":"cat","name":"a"},{"kind":"dog","name":"b"}]} => {"Cat":"a","Dog":"b"}
    //wrong {"x":[{"kind":"cat"}]} =! argument 'x[0].name' is missing
    //hostile {"x":[[{"kind":"cat"}]]} =! argument 'x[0]': got an array, expected an object
    [LlmTool("d")]
    public static Dictionary<string, string> Several(List<Pet> x) => x.ToDictionary(p => p.GetType().Name, p => p.Name);

    //schema {"loud":{"type":"integer"}}
    //right {"loud":0} => [{"$type":"quiet","at":0},{"at":1}]
    //wrong {"loud":false} =! argument 'loud': got false, expected an integer from -2147483648 to 2147483647
    //hostile {"loud":-1} => [{"$type":"quiet","at":0},{"at":1}]
    [LlmTool("d")]
    public static List<Event> Rest(int loud) => loud > 7000 ? [new Loud()] : [new Quiet(), new Event { At = 1 }];
}
