namespace Table;

public static partial class Times
{
    //schema {"x":{"type":"string","format":"date-time"}}
    //right {"x":"2025-01-31T13:45:00Z"} => 2025-01-31T13:45:00.0000000Z
    //right {"x":"2025-01-31T13:45:00+02:00"} => 2025-01-31T11:45:00.0000000Z
    //right {"x":"2025-01-31T13:45:00"} => 2025-01-31T13:45:00.0000000
    //wrong {"x":"31.01.2025"} =! argument 'x': got "31.01.2025", expected a date and time such as 2025-01-31T13:45:00Z
    //hostile {"x":1738331100} =! argument 'x': got 1738331100, expected a date and time such as 2025-01-31T13:45:00Z
    //hostile {"x":"2025-02-30T00:00:00Z"} =! argument 'x': got "2025-02-30T00:00:00Z", expected a date and time such as 2025-01-31T13:45:00Z
    [LlmTool("d")]
    public static string DateTime(DateTime x) => x.ToString("O", CultureInfo.InvariantCulture);

    //schema {"x":{"type":"string","format":"date-time"}}
    //right {"x":"2025-01-31T13:45:00+02:00"} => 2025-01-31T13:45:00+02:00
    //right {"x":"2025-01-31T13:45:00"} => 2025-01-31T13:45:00+00:00
    //wrong {"x":"1/31/2025 13:45"} =! argument 'x': got "1/31/2025 13:45", expected a date and time such as 2025-01-31T13:45:00+01:00
    //hostile {"x":"2025-01-31T13:45:00+99:00"} =! argument 'x': got "2025-01-31T13:45:00+99:00", expected a date and time such as 2025-01-31T13:45:00+01:00
    [LlmTool("d")]
    public static DateTimeOffset DateTimeOffset(DateTimeOffset x) => x;

    //schema {"x":{"type":"string","format":"date"}}
    //right {"x":"2025-01-31"} => 2025-01-31
    //wrong {"x":"01/31/2025"} =! argument 'x': got "01/31/2025", expected a date such as 2025-01-31
    //hostile {"x":"2025-01-31T00:00:00Z"} =! argument 'x': got "2025-01-31T00:00:00Z", expected a date such as 2025-01-31
    //hostile {"x":"٢٠٢٥-٠١-٣١"} =! argument 'x': got "٢٠٢٥-٠١-٣١", expected a date such as 2025-01-31
    [LlmTool("d")]
    public static DateOnly DateOnly(DateOnly x) => x;

    //schema {"x":{"type":"string","pattern":"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,7})?)?$"}}
    //right {"x":"13:45"} => 13:45:00
    //right {"x":"13:45:10"} => 13:45:10
    //right {"x":"13:45:10.5"} => 13:45:10.5000000
    //wrong {"x":"1:45 PM"} =! argument 'x': got "1:45 PM", expected a time such as 13:45 or 13:45:00
    //hostile {"x":"24:00"} =! argument 'x': got "24:00", expected a time such as 13:45 or 13:45:00
    //hostile {"x":"13:45:10."} =! argument 'x': got "13:45:10.", expected a time such as 13:45 or 13:45:00
    [LlmTool("d")]
    public static TimeOnly TimeOnly(TimeOnly x) => x;

    //schema {"x":{"type":"string","format":"duration"}}
    //right {"x":"PT1H30M"} => PT1H30M
    //right {"x":"01:30:00"} => PT1H30M
    //right {"x":"-P1DT0.5S"} => -P1DT0.5S
    //wrong {"x":"90 minutes"} =! argument 'x': got "90 minutes", expected a duration such as PT1H30M or 01:30:00
    //wrong {"x":"5"} =! argument 'x': got "5", expected a duration such as PT1H30M or 01:30:00
    //hostile {"x":"P99999999999999D"} =! argument 'x': got "P99999999999999D", expected a duration such as PT1H30M or 01:30:00
    //hostile {"x":""} =! argument 'x': got "", expected a duration such as PT1H30M or 01:30:00
    [LlmTool("d")]
    public static TimeSpan TimeSpan(TimeSpan x) => x;

    //schema {"x":{"type":["string","null"],"format":"date-time"}}
    //right {"x":null} => null
    //right {"x":"2025-01-31T13:45:00Z"} => 2025-01-31T13:45:00Z
    //wrong {} =! argument 'x' is missing
    //hostile {"x":"now"} =! argument 'x': got "now", expected a date and time such as 2025-01-31T13:45:00Z
    [LlmTool("d")]
    public static DateTime? NullableDateTime(DateTime? x) => x;

    //schema {"x":{"type":"string","format":"date"}} required none
    //right {} => 0001-01-01
    //wrong {"x":"today"} =! argument 'x': got "today", expected a date such as 2025-01-31
    //hostile {"x":"2025-1-3"} =! argument 'x': got "2025-1-3", expected a date such as 2025-01-31
    [LlmTool("d")]
    public static DateOnly DateDefault(DateOnly x = default) => x;
}
