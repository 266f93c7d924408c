namespace Table;

public static partial class Texts
{
    //schema {"x":{"type":"string"}}
    //right {"x":"a"} => a
    //right {"x":""} => 
    //right {"x":"\u0069\u0130ı \"q\" \n"} => iİı "q" ⏎
    //wrong {"x":5} =! argument 'x': got 5, expected a string
    //wrong {"x":null} =! argument 'x': got null, expected a string
    //hostile {"x":"\ud800"} =! arguments hold text that is not valid Unicode
    //hostile {"\ud800":"a","x":"b"} =! arguments hold text that is not valid Unicode
    //hostile {"x":{"a":["b"]}} =! argument 'x': got an object, expected a string
    [LlmTool("d")]
    public static string String(string x) => x.Replace("\n", "⏎");

    //schema {"x":{"type":["string","null"]}}
    //right {"x":null} => null
    //right {"x":"null"} => null
    //wrong {} =! argument 'x' is missing
    //hostile {"x":0} =! argument 'x': got 0, expected a string
    [LlmTool("d")]
    public static string? NullableString(string? x) => x;

    //schema {"x":{"type":["string","null"],"default":null}} required none
    //right {} => none
    //right {"x":"a"} => a
    //wrong {"x":[]} =! argument 'x': got an array, expected a string
    //hostile {"x":"a","x":null} => none
    [LlmTool("d")]
    public static string NullDefault(string? x = null) => x ?? "none";

    //schema {"x":{"type":"string","default":"a \"b\" \\ ö\n"}} required none
    //right {} => 10
    //wrong {"x":true} =! argument 'x': got true, expected a string
    //hostile {"x":"\u0000"} => 1
    [LlmTool("d")]
    public static int StringDefault(string x = "a \"b\" \\ ö\n") => x.Length;

    //schema {"x":{"type":"string","minLength":1,"maxLength":1}}
    //right {"x":"ä"} => ä
    //wrong {"x":"ab"} =! argument 'x': got "ab", expected one character
    //wrong {"x":""} =! argument 'x': got "", expected one character
    //hostile {"x":"😀"} =! argument 'x': got "😀", expected one character
    [LlmTool("d")]
    public static char Char(char x) => x;

    //schema {"x":{"type":"string","minLength":1,"maxLength":1,"default":","}} required none
    //right {} => ,
    //wrong {"x":44} =! argument 'x': got 44, expected one character
    //hostile {"x":"\ud83d"} =! arguments hold text that is not valid Unicode
    [LlmTool("d")]
    public static char CharDefault(char x = ',') => x;

    //schema {"x":{"type":"string","format":"uuid"}}
    //right {"x":"3f2504e0-4f89-11d3-9a0c-0305e82c3301"} => 3f2504e0-4f89-11d3-9a0c-0305e82c3301
    //wrong {"x":"3f2504e04f8911d39a0c0305e82c3301"} =! argument 'x': got "3f2504e04f8911d39a0c0305e82c3301", expected a UUID such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301
    //hostile {"x":7} =! argument 'x': got 7, expected a UUID such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301
    [LlmTool("d")]
    public static Guid Guid(Guid x) => x;

    //schema {"x":{"type":"string","format":"uuid"}} required none
    //right {} => 00000000-0000-0000-0000-000000000000
    //wrong {"x":null} =! argument 'x': got null, expected a UUID such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301
    //hostile {"x":"{3f2504e0-4f89-11d3-9a0c-0305e82c3301}"} =! argument 'x': got "{3f2504e0-4f89-11d3-9a0c-0305e82c3301}", expected a UUID such as 3f2504e0-4f89-11d3-9a0c-0305e82c3301
    [LlmTool("d")]
    public static Guid GuidDefault(Guid x = default) => x;

    //schema {"x":{"type":"string","format":"uri"}}
    //right {"x":"https://example.org/a?b=c"} => https://example.org/a?b=c
    //wrong {"x":"example.org"} =! argument 'x': got "example.org", expected an absolute URI such as https://example.org/
    //hostile {"x":"/etc/passwd"} =! argument 'x': got "/etc/passwd", expected an absolute URI such as https://example.org/
    //hostile {"x":"//server/share"} =! argument 'x': got "//server/share", expected an absolute URI such as https://example.org/
    [LlmTool("d")]
    public static Uri Uri(Uri x) => x;

    //schema {"x":{"type":"string","pattern":"^[0-9]+([.][0-9]+){1,3}$"}}
    //right {"x":"1.2.3"} => 1.2.3
    //wrong {"x":"1"} =! argument 'x': got "1", expected a version such as 1.2.3
    //hostile {"x":" 1.2"} =! argument 'x': got " 1.2", expected a version such as 1.2.3
    //hostile {"x":"1.99999999999"} =! argument 'x': got "1.99999999999", expected a version such as 1.2.3
    [LlmTool("d")]
    public static Version Version(Version x) => x;

    //schema {"x":{"type":"string","contentEncoding":"base64"}}
    //right {"x":"AQID"} => AQID
    //right {"x":""} => 
    //wrong {"x":"AQI"} =! argument 'x': got "AQI", expected base64 text
    //hostile {"x":[1,2,3]} =! argument 'x': got an array, expected base64 text
    [LlmTool("d")]
    public static byte[] Bytes(byte[] x) => x;

    //schema {"x":{"type":["string","null"],"contentEncoding":"base64"}}
    //right {"x":null} => null
    //wrong {"x":"*"} =! argument 'x': got "*", expected base64 text
    //hostile {"x":"AQID\u0000"} =! argument 'x': got "AQID\u0000", expected base64 text
    [LlmTool("d")]
    public static byte[]? NullableBytes(byte[]? x) => x;
}
