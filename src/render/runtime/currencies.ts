/**
 * Digits after the point of each ISO 4217 currency (list one, 2025). Our own table: `Intl` follows CLDR, which
 * differs from ISO 4217 (HUF, IDR, …) and between Node versions. Codes of funds and metals are left out.
 */
const byDigits: { readonly [digits: number]: string } = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY ' +
    'COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR ' +
    'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD ' +
    'SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
};

const digitsOf = new Map<string, number>();
for (const [digits, codes] of Object.entries(byDigits)) {
  for (const code of codes.split(' ')) digitsOf.set(code, Number(digits));
}

/** Undefined for what is no ISO 4217 code in capital letters. */
export function currencyDigits(code: string): number | undefined {
  return digitsOf.get(code);
}

export const currencyCodes: readonly string[] = [...digitsOf.keys()];
