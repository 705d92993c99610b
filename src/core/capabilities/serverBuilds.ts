/**
 * The builds that Microsoft published for SQL Server 2016 to 2025, up to August 2026, a line for an update: its name, then its builds behind
 * the major version. A name followed by `+GDR` is a security update on top of that update. Sources: the build version articles KB3177312,
 * KB4047329, KB4518398, KB5023451, KB5005684, and "Latest updates and version history for SQL Server" (KB321185) and the same on Linux
 * (KB5122767). Where articles give different builds for one update, both stand here. 1728.2 is below CU1, in the line of the GDRs.
 */
const buildText: Readonly<Record<number, string>> = {
  13: `RTM 1601.5
    GDR 1708.0 1722.0 1728.2 1742.0 1745.2
    CU1 2149.0
    CU2 2164.0
    CU3 2186.6
    CU4 2193.0
    CU5 2197.0
    CU6 2204.0
    CU7 2210.0
    CU8 2213.0
    CU9 2216.0
    CU9+GDR 2218.0
    SP1 4001.0
    SP1+GDR 4202.2 4206.0 4210.6 4224.16 4259.0
    SP1-CU1 4411.0
    SP1-CU2 4422.0
    SP1-CU3 4435.0
    SP1-CU4 4446.0
    SP1-CU5 4451.0
    SP1-CU6 4457.0
    SP1-CU7 4466.4
    SP1-CU8 4474.0
    SP1-CU9 4502.0
    SP1-CU10 4514.0
    SP1-CU10+GDR 4522.0
    SP1-CU11 4528.0
    SP1-CU12 4541.0
    SP1-CU13 4550.1
    SP1-CU14 4560.0
    SP1-CU15 4574.0
    SP1-CU15+GDR 4604.0
    SP2 5026.0
    SP2+GDR 5081.1 5101.9 5102.14 5103.6 5108.50
    SP2-CU1 5149.0
    SP2-CU2 5153.0
    SP2-CU2+GDR 5161.0 5201.2
    SP2-CU3 5216.0
    SP2-CU4 5233.0
    SP2-CU5 5264.1
    SP2-CU6 5292.0
    SP2-CU7 5337.0
    SP2-CU7+GDR 5366.0
    SP2-CU8 5426.0
    SP2-CU10 5492.2
    SP2-CU11 5598.27
    SP2-CU11+GDR 5622.0
    SP2-CU12 5698.0
    SP2-CU13 5820.21
    SP2-CU14 5830.85
    SP2-CU15 5850.14
    SP2-CU15+GDR 5865.1
    SP2-CU16 5882.1
    SP2-CU17 5888.11
    SP2-CU17+GDR 5893.48
    SP3 6300.2
    SP3+GDR 6419.1 6430.49 6435.1 6441.1 6445.1 6450.1 6455.2 6460.7 6465.1 6470.1 6475.1 6480.4 6485.1 6490.1 6500.1
    SP3-Azure-Connect-Pack 7000.253
    SP3-Azure-Connect-Pack+GDR 7016.1 7024.30 7029.3 7037.1 7040.1 7045.2 7050.2 7055.9 7060.1 7065.1 7070.1 7075.5 7080.1 7085.1 7095.1`,
  14: `RTM 1000.169
    GDR 2000.63 2002.14 2014.14 2027.2 2037.2 2042.3 2047.8 2052.1 2056.2 2060.1 2065.1 2070.1 2075.8 2080.1 2085.1 2095.1 2100.4 2105.1 2110.2 2120.1
    CU1 3006.16
    CU2 3008.27
    CU3 3015.40
    CU4 3022.28
    CU5 3023.8
    CU6 3025.34
    CU7 3026.27
    CU8 3029.16
    CU9 3030.27
    CU9+GDR 3035.2
    CU10 3037.1
    CU11 3038.14
    CU12 3045.24
    CU13 3048.4
    CU14 3076.1
    CU14+GDR 3103.1
    CU15 3162.1
    CU15+GDR 3192.2
    CU16 3223.3
    CU17 3238.1
    CU18 3257.3
    CU19 3281.6
    CU20 3294.2
    CU21 3335.7
    CU22 3356.20
    CU22+GDR 3370.1
    CU23 3381.3
    CU24 3391.2
    CU25 3401.7
    CU26 3411.3
    CU27 3421.10
    CU28 3430.2
    CU29 3436.1
    CU29+GDR 3445.2
    CU30 3451.2
    CU31 3456.2
    CU31+GDR 3460.9 3465.1 3471.2 3475.1 3480.1 3485.1 3495.9 3500.1 3505.1 3515.1 3520.4 3525.1 3530.2 3540.1
    CU31-Azure-Connect-Pack 3490.10`,
  15: `RTM 2000.5
    GDR 2070.41 2080.9 2095.3 2101.7 2104.1 2110.4 2115.5 2116.2 2120.1 2125.1 2130.3 2135.5 2140.1 2145.1 2155.2 2160.4 2165.1 2170.1 2180.2
    CU1 4003.23
    CU2 4013.40
    CU3 4023.6
    CU4 4033.1
    CU5 4043.16
    CU6 4053.23
    CU7 4063.15
    CU8 4073.23
    CU8+GDR 4083.2
    CU9 4102.2
    CU10 4123.1
    CU11 4138.2
    CU12 4153.1
    CU13 4178.1
    CU14 4188.2
    CU15 4198.2
    CU16 4223.1
    CU16+GDR 4236.7
    CU17 4249.2
    CU18 4261.1
    CU18+GDR 4280.7
    CU19 4298.1
    CU20 4312.2
    CU21 4316.3
    CU22 4322.2
    CU22+GDR 4326.1
    CU23 4335.1
    CU24 4345.5
    CU25 4355.3
    CU25+GDR 4360.2
    CU26 4365.2
    CU27 4375.4
    CU27+GDR 4381.1 4382.1
    CU28 4385.2
    CU28+GDR 4390.2 4395.2
    CU29 4405.4
    CU29+GDR 4410.1
    CU30 4415.2
    CU31 4420.2
    CU32 4430.1
    CU32+GDR 4435.7 4440.1 4445.1 4455.2 4460.4 4465.1 4470.1 4480.2`,
  16: `RTM 1000.6
    GDR 1050.5 1105.1 1110.1 1115.1 1121.4 1125.1 1130.5 1135.2 1140.6 1145.1 1150.1 1160.1 1165.1 1170.5 1175.1 1180.1 1190.2
    CU1 4003.1
    CU2 4015.1
    CU3 4025.1
    CU4 4035.4
    CU5 4045.3
    CU6 4055.4
    CU7 4065.3
    CU8 4075.1
    CU8+GDR 4080.1
    CU9 4085.2
    CU10 4095.4
    CU10+GDR 4100.1
    CU11 4105.2
    CU12 4115.5
    CU12+GDR 4120.1
    CU13 4125.3
    CU13+GDR 4131.2
    CU14 4135.4
    CU14+GDR 4140.3
    CU15 4145.4
    CU15+GDR 4150.1 4155.4
    CU16 4165.4
    CU17 4175.1
    CU18 4185.3
    CU19 4195.2
    CU19+GDR 4200.1
    CU20 4205.1
    CU20+GDR 4210.1 4212.1
    CU21 4215.2
    CU21+GDR 4222.2
    CU22 4225.2
    CU22+GDR 4230.2
    CU23 4236.2
    CU23+GDR 4240.4
    CU24 4245.2
    CU24+GDR 4250.1 4252.3
    CU25 4255.1
    CU25+GDR 4262.2
    CU26 4265.3`,
  17: `RTM 1000.7
    GDR 1050.2 1105.2 1110.1 1115.1 1125.2
    CU1 4006.2
    CU2 4015.4
    CU2+GDR 4020.2
    CU3 4025.3
    CU3+GDR 4030.1
    CU4 4035.5
    CU4+GDR 4040.1
    CU5 4045.5
    CU6 4055.5
    CU6+GDR 4060.2
    CU7 4065.4
    CU8 4075.5`,
};

let builds: ReadonlyMap<string, string> | undefined;

/** `16.0.4145.4` → `CU15`, `13.0.4457.0` → `SP1 CU6`, `15.0.4083.2` → `CU8 GDR`. undefined: the list does not have the build. */
export function updateOfBuild(version: string): string | undefined {
  builds ??= new Map(
    Object.entries(buildText).flatMap(([major, text]) =>
      text.split('\n').flatMap((line): [string, string][] => {
        const [update = '', ...numbers] = line.trim().split(' ');
        return numbers.map((number) => [`${major}.0.${number}`, update.replaceAll(/[-+]/gu, ' ')]);
      }),
    ),
  );
  return builds.get(version);
}
