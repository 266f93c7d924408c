using System.Numerics;

namespace Table;

public static partial class Parts
{
    //schema {"x":{"type":"object","properties":{"city":{"type":"string"},"days":{"type":["integer","null"]}},"required":["city","days"]}}
    //right {"x":{"days":null,"city":"a"}} => {"city":"a","days":null}
    //wrong {"x":{"city":"a"}} =! argument 'x.days' is missing
    //wrong {"x":["a",1]} =! argument 'x': got an array, expected an object
    //hostile {"x":{"City":"a","item1":"a","days":1}} =! argument 'x.city' is missing
    [LlmTool("d")]
    public static (string City, int? Days) NamedTuple((string City, int? Days) x) => x;

    //schema {"x":{"type":"array","items":{"type":"object","properties":{"item1":{"type":"integer"},"item2":{"type":"object","properties":{"item1":{"type":"boolean"},"b":{"type":"string"}},"required":["item1","b"]}},"required":["item1","item2"]}}}
    //right {"x":[{"item1":1,"item2":{"item1":true,"b":"c"}}]} => [{"item1":1,"item2":{"item1":true,"b":"c"}}]
    //wrong {"x":[{"item1":1,"item2":{"item1":1,"b":"c"}}]} =! argument 'x[0].item2.item1': got 1, expected true or false
    //hostile {"x":[{"item1":1,"item2":null}]} =! argument 'x[0].item2': got null, expected an object
    [LlmTool("d")]
    public static List<(int, (bool, string B))> Tuples(List<(int, (bool, string B))> x) => x;

    //schema {"x":{"type":["object","null"],"properties":{"a":{"type":"integer"},"b":{"type":"integer"},"c":{"type":"integer"},"d":{"type":"integer"},"e":{"type":"integer"},"f":{"type":"integer"},"g":{"type":"integer"},"h":{"type":"integer"}},"required":["a","b","c","d","e","f","g","h"],"default":null}} required none
    //right {} => null
    //right {"x":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}} => {"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}
    //wrong {"x":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7}} =! argument 'x.h' is missing
    //hostile {"x":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"rest":{"item1":8}}} =! argument 'x.h' is missing
    [LlmTool("d")]
    public static (int A, int B, int C, int D, int E, int F, int G, int H)? LongTuple((int A, int B, int C, int D, int E, int F, int G, int H)? x = null) => x;

    //schema {"x":{"type":"object","properties":{"key":{"type":"string"},"value":{"type":"number"}},"required":["key","value"]}}
    //right {"x":{"key":"a","value":0.5}} => {"key":"a","value":0.5}
    //wrong {"x":{"key":"a"}} =! argument 'x.value' is missing
    //hostile {"x":{"a":0.5}} =! argument 'x.key' is missing
    [LlmTool("d")]
    public static KeyValuePair<string, double> Pair(KeyValuePair<string, double> x) => x;

    //schema {"x":{"type":"integer"},"y":{"type":["integer","null"],"minimum":0,"maximum":10}}
    //right {"x":123456789012345678901234567890123456789012345678901234567890,"y":null} => 123456789012345678901234567890123456789012345678901234567890
    //right {"x":5.0,"y":10} => 15
    //wrong {"x":5.5,"y":1} =! argument 'x': got 5.5, expected an integer
    //wrong {"x":5,"y":11} =! argument 'y': got 11, expected a number at least 0 and at most 10
    //hostile {"x":1e1000000000,"y":1} =! argument 'x': got 1e1000000000, expected an integer
    [LlmTool("d")]
    public static BigInteger Big(BigInteger x, [Range(0, 10)] BigInteger? y) => x + (y ?? 0);

    //schema {"x":{"type":"string","contentEncoding":"base64"},"y":{"type":["string","null"],"contentEncoding":"base64","default":null}} required x
    //right {"x":"AQID"} => AQID
    //right {"x":"AQID","y":"BA=="} => AQID
    //wrong {"x":"AQI"} =! argument 'x': got "AQI", expected base64 text
    //hostile {"x":[1,2,3]} =! argument 'x': got an array, expected base64 text
    [LlmTool("d")]
    public static Memory<byte> Bytes(Memory<byte> x, ReadOnlyMemory<byte>? y = null) => y is { Length: > 1 } ? default : x;

    [Flags]
    public enum Rights { None = 0, Read = 1, Write = 2 }

    //schema {"x":{"type":"integer"}}
    //right {"x":3} => ["write","read"]
    //right {"x":9} => ["read",8]
    //right {"x":0} => []
    //wrong {"x":"read"} =! argument 'x': got "read", expected an integer from -2147483648 to 2147483647
    //hostile {"x":-2147483648} => [-2147483648]
    [LlmTool("d")]
    public static Rights UnknownFlags(int x) => (Rights)x;

    //schema {"x":{"type":"integer"}}
    //right {"x":2} => [{"item1":0,"item2":"a"},{"item1":1,"item2":"a"}]
    //right {"x":0} => []
    //wrong {"x":null} =! argument 'x': got null, expected an integer from -2147483648 to 2147483647
    //hostile {"x":-1} => []
    [LlmTool("d")]
    public static async IAsyncEnumerable<(int, string)> Stream(int x)
    {
        for (var i = 0; i < x; i++)
        {
            await Task.Yield();
            yield return (i, "a");
        }
    }

    //schema {"x":{"type":"boolean"}}
    //right {"x":true} => [{"item1":0,"item2":"a"}]
    //right {"x":false} => null
    //wrong {"x":1} =! argument 'x': got 1, expected true or false
    //hostile {"x":"true"} =! argument 'x': got "true", expected true or false
    [LlmTool("d")]
    public static async Task<IAsyncEnumerable<(int, string)>?> LateStream(bool x)
    {
        await Task.Yield();
        return x ? Stream(1) : null;
    }
}
